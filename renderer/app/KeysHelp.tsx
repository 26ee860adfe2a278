import { Modal, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProtectionLegend } from '../ui/ProtectionLegend.tsx';
import { KeyLists } from './KeyLists.tsx';

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
      <KeyLists />
      <section className="keys-signs">
        <Title order={3}>{t('common:legend')}</Title>
        <ProtectionLegend />
      </section>
    </Modal>
  );
}
