import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordPrompt } from '../../ui/PasswordPrompt.tsx';
import { PrintSheet, printSheet } from '../../ui/PrintSheet.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import './slip.css';

interface SlipDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** One's own recovery slip: whether there is one, a new one, and its end. */
export function SlipDialog({ opened, onClose }: SlipDialogProps) {
  const { t } = useTranslation(['passwords', 'common']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('ownSlip')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Slip onClose={onClose} />
    </Modal>
  );
}

function Slip({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('passwords');
  const words = useErrorWords();
  const state = useRead('passwords.slip', {});
  const [asking, setAsking] = useState(false);
  const make = useChange('passwords.makeSlip', { onDone: () => void state.refetch() });
  const lost = useChange('passwords.voidSlip', {
    onDone: () => {
      showDone(t('ownSlipLostDone'));
      void state.refetch();
    },
  });
  if (make.data) return <Sheet {...make.data} onClose={onClose} />;
  const there = state.data?.valid === true;
  const action = there ? t('ownSlipAgain') : t('ownSlipMake');
  const lead = (
    <>
      <Text>{t('ownSlipLead')}</Text>
      {state.data && <Text c="dimmed">{there ? t('ownSlipThere', { no: state.data.no }) : t('ownSlipNone')}</Text>}
    </>
  );
  if (asking)
    return (
      <PasswordPrompt
        action={action}
        onPassword={(password) => make.mutate({ password })}
        pending={make.isPending}
        refusal={make.error ? words(make.error) : null}
        onCancel={() => setAsking(false)}
      >
        {lead}
      </PasswordPrompt>
    );
  const error = state.error ?? lost.error;
  return (
    <Stack>
      {lead}
      <ErrorNotice>{error ? words(error) : null}</ErrorNotice>
      <Group justify="flex-end">
        {there && (
          <Button variant="default" loading={lost.isPending} onClick={() => lost.mutate({})}>
            {t('ownSlipLost')}
          </Button>
        )}
        <Button onClick={() => setAsking(true)} disabled={!state.data}>
          {action}
        </Button>
      </Group>
    </Stack>
  );
}

interface SheetProps {
  readonly code: string;
  readonly no: number;
  readonly onClose: () => void;
}

/** The slip itself, to be printed or written down. */
function Sheet({ code, no, onClose }: SheetProps) {
  const { t } = useTranslation('passwords');
  const { name, company } = useMe();
  return (
    <Stack>
      <Text>{t('sheetOnce')}</Text>
      <PrintSheet label={t('sheetTitle', { no })}>
        <h2>{t('sheetTitle', { no })}</h2>
        <p>{t('sheetOf', { name, company })}</p>
        <p className="slip-code">
          {code.split('-').map((group, i) => (
            <span key={i}>{group}</span>
          ))}
        </p>
        <p>{t('sheetUse', { forgot: t('forgot') })}</p>
      </PrintSheet>
      <Group justify="flex-end">
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={printSheet}>
          {t('sheetPrint')}
        </Button>
        <Button onClick={onClose}>{t('sheetKept')}</Button>
      </Group>
    </Stack>
  );
}
