import { useTranslation } from 'react-i18next';
import type { Me } from '#shared/contract/session.ts';
import { exactWords } from '../../ui/When.tsx';
import './checkpoints.css';

interface MissedEntryProps {
  readonly missed: NonNullable<Me['missed']>;
  readonly me: string;
}

/** In an alarm: the newest entry that somebody had seen and that is gone, with its code, and what it is good for. */
export function MissedEntry({ missed: { sequence, code, at, by }, me }: MissedEntryProps) {
  const { t, i18n } = useTranslation('checkpoints');
  const words = { sequence: String(sequence), at: at === null ? '' : exactWords(at, i18n.language), name: by.name };
  const key = by.user === me ? ('missedOwn' as const) : ('missedOther' as const);
  return (
    <>
      <div>
        {t(at === null ? key : `${key}At`, words)}{' '}
        <code className="checkpoint-missed">
          {sequence} {code}
        </code>
      </div>
      <div>{t('missedMeans')}</div>
    </>
  );
}
