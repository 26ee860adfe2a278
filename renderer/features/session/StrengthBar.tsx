import { useTranslation } from 'react-i18next';
import { enough, type Score } from './strength.ts';

const steps = [0, 1, 2, 3] as const;

/** How strong a password is, in four steps and in words. */
export function StrengthBar({ score }: { readonly score: Score | null }) {
  const { t } = useTranslation('session');
  return (
    <div className="strength">
      <div className="strength-steps" aria-hidden>
        {steps.map((step) => (
          <span key={step} data-on={score !== null && score > step} data-good={score !== null && score >= enough} />
        ))}
      </div>
      <span className="strength-words" role="status">
        {score !== null && (
          <>
            <span className="visually-hidden">{t('strength')}: </span>
            {t(`strength_${score}`)}
          </>
        )}
      </span>
    </div>
  );
}
