import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyHint, isMac } from '../ui/KeyHint.tsx';

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

/** Every key there is, by where it works. */
export function KeyLists() {
  const { t } = useTranslation('app');
  return (
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
    </div>
  );
}
