import { Anchor, Button, Text, Title } from '@mantine/core';
import { IconFolderQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import './session.css';

/** Looks for a vault in a folder that the person shows. */
function usePick(onFound: () => void) {
  return useChange('host.pickPlace', { onDone: ({ picked }) => picked && onFound() });
}

/** At the first run: somebody has set up the office in another account of this computer. */
export function AlreadyThere({ onFound }: { readonly onFound: () => void }) {
  const { t } = useTranslation('accounts');
  const words = useErrorWords();
  const pick = usePick(onFound);
  return (
    <>
      <ErrorNotice>{pick.error ? words(pick.error) : null}</ErrorNotice>
      <Anchor component="button" type="button" size="sm" onClick={() => pick.mutate({ make: false })}>
        {t('already')}
      </Anchor>
    </>
  );
}

interface VaultGoneProps {
  readonly onMoved: () => void;
  readonly foot: ReactNode;
}

/** The folder that held the vault holds none any more: it is not taken for a first run. */
export function VaultGone({ onMoved, foot }: VaultGoneProps) {
  const { t } = useTranslation(['accounts', 'common', 'errors']);
  const words = useErrorWords();
  const pick = usePick(onMoved);
  const anew = useChange('host.setPlace', { onDone: onMoved });
  const refused = pick.error ?? anew.error;
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="gate-head">
          <IconFolderQuestion size={22} aria-hidden />
          <Title order={1}>{t('goneTitle')}</Title>
        </div>
        <Text>{t('errors:vaultMissing')}</Text>
        <ErrorNotice>{refused ? words(refused) : null}</ErrorNotice>
        <div className="gate-actions">
          <Button variant="default" onClick={() => anew.mutate({ place: 'own' })}>
            {t('goneNew')}
          </Button>
          <Button variant="default" onClick={() => pick.mutate({ make: false })}>
            {t('goneOther')}
          </Button>
          <Button onClick={onMoved}>{t('common:retry')}</Button>
        </div>
      </div>
      {foot}
    </main>
  );
}
