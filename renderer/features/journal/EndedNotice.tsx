import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { exactWords } from '../../ui/When.tsx';

/** Once after a login: an owner has ended an alarm since this person was here last. */
export function EndedNotice() {
  const { t, i18n } = useTranslation(['alarm', 'common']);
  const { endings } = useMe();
  const [seen, setSeen] = useState(false);
  return (
    <Modal
      opened={endings.length > 0 && !seen}
      onClose={() => setSeen(true)}
      title={t('toldTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        {endings.map(({ at, by: name, first, rows }) => (
          <div key={at}>
            <Text>{t('told', { name, at: exactWords(at, i18n.language) })}</Text>
            {first !== null && <Text size="sm">{t('toldEntries', { first })}</Text>}
            {rows > 0 && <Text size="sm">{t('toldRows', { count: rows })}</Text>}
            <Text size="sm" c="dimmed">
              {t('toldAsk', { name })}
            </Text>
          </div>
        ))}
        <Group justify="flex-end">
          <Button onClick={() => setSeen(true)} data-autofocus>
            {t('understood')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
