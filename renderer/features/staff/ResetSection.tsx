import { useTranslation } from 'react-i18next';
import { exactWords } from '../../ui/When.tsx';
import type { PersonProps } from './personActions.ts';

/** For how long everybody is told that somebody else has set a password, in milliseconds. */
const told = 30 * 24 * 60 * 60 * 1_000;

/** That an owner has set this person's password anew: for thirty days, and for as long as it is unconfirmed. */
export function ResetSection({ person: { name, reset } }: PersonProps) {
  const { t, i18n } = useTranslation('passwords');
  if (reset === null || (reset.confirmed !== null && Date.now() - reset.at > told)) return null;
  const open = reset.confirmed === null;
  return (
    <p className="person-state" role="status" data-state={open ? 'frozen' : 'active'}>
      {t('resetLine', { by: reset.by.name, when: exactWords(reset.at, i18n.language) })}{' '}
      {t(open ? (reset.said === null ? 'resetLineOpen' : 'resetLineSaid') : 'resetLineConfirmed', { name })}
    </p>
  );
}
