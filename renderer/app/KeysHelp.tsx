import { Modal, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyHint, isMac } from '../ui/KeyHint.tsx';
import { ProtectionLegend } from '../ui/ProtectionLegend.tsx';

const everywhere = [
  ['palette', ['mod+K']],
  ['undo', ['mod+Z']],
  ['back', [isMac ? 'mod+[' : 'Alt+←']],
  ['forward', [isMac ? 'mod+]' : 'Alt+→']],
  ['escape', ['esc']],
  ['lock', ['mod+L']],
  ['keys', ['?']],
] as const;
const customers = [
  ['search', ['/']],
  ['move', ['j', 'k']],
  ['open', ['enter']],
  ['select', ['space']],
  ['new', ['n']],
  ['reveal', ['r']],
  ['note', ['m']],
  ['saveNote', ['mod+enter']],
] as const;

interface KeysHelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every key there is, and what the signs of protection mean. */
export function KeysHelp({ opened, onClose }: KeysHelpProps) {
  const { t } = useTranslation(['app', 'common']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={720}
      title={t('keysTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className="keys-help">
        {(
          [
            ['keysEverywhere', everywhere],
            ['keysCustomers', customers],
          ] as const
        ).map(([title, keys]) => (
          <section key={title}>
            <Title order={3}>{t(title)}</Title>
            <dl>
              {keys.map(([name, combinations]) => (
                <div key={name}>
                  <dt>{t(`key_${name}`)}</dt>
                  <dd>
                    {combinations.map((combination) => (
                      <KeyHint key={combination} keys={combination} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className="keys-signs">
          <Title order={3}>{t('common:legend')}</Title>
          <ProtectionLegend />
        </section>
      </div>
    </Modal>
  );
}
