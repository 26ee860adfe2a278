import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** What was done when somebody was shut out, and what still waits. */
export function LeftFacts({ user }: { readonly user: string }) {
  const { t } = useTranslation('leaving');
  const words = useErrorWords();
  const record = useRead('leaving.record', { user });
  if (record.error) return <ErrorNotice>{words(record.error)}</ErrorNotice>;
  if (record.data === undefined) return null;
  const { keys, requests, handed, to, databaseKey } = record.data;
  const receiver = to === 'pool' ? t('pool') : (to?.name ?? null);
  return (
    <List size="sm">
      <List.Item>{t('doneGone')}</List.Item>
      <List.Item>{t('doneKeys', { count: keys })}</List.Item>
      {handed > 0 && receiver !== null && <List.Item>{t('doneHanded', { count: handed, to: receiver })}</List.Item>}
      {receiver === null && <List.Item>{t('doneStayed')}</List.Item>}
      {requests > 0 && <List.Item>{t('doneRequests', { count: requests })}</List.Item>}
      <List.Item>{t(databaseKey === 'waits' ? 'waitsDatabase' : 'doneDatabase')}</List.Item>
    </List>
  );
}
