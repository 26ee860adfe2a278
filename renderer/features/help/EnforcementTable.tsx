import { IconAppWindow, IconKey, IconSignature, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { enforcements, type Enforcer } from '#shared/domain/enforcement.ts';

const glyphs: Readonly<Record<Enforcer, Icon>> = {
  keys: IconKey,
  signatures: IconSignature,
  program: IconAppWindow,
};
const enforcers = ['keys', 'signatures', 'program'] as const;

/** What holds which promise, and where it ends. */
export function EnforcementTable() {
  const { t } = useTranslation('help');
  return (
    <>
      <dl className="help-enforcers">
        {enforcers.map((by) => (
          <div key={by}>
            <dt>
              <HeldBy by={by} />
            </dt>
            <dd>{t(`byHint_${by}`)}</dd>
          </div>
        ))}
      </dl>
      <table className="help-table" aria-label={t('enforcedTitle')}>
        <thead>
          <tr>
            <th scope="col">{t('enforcedWhat')}</th>
            <th scope="col">{t('enforcedBy')}</th>
            <th scope="col">{t('enforcedLimits')}</th>
          </tr>
        </thead>
        <tbody>
          {enforcements.map(({ id, by }) => (
            <tr key={id}>
              <th scope="row">{t(`what_${id}`)}</th>
              <td className="help-by">
                <HeldBy by={by} />
              </td>
              <td>{t(`limits_${id}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function HeldBy({ by }: { readonly by: Enforcer }) {
  const { t } = useTranslation('help');
  const Glyph = glyphs[by];
  return (
    <span className="help-held" data-by={by}>
      <Glyph size={16} stroke={1.6} aria-hidden />
      {t(`by_${by}`)}
    </span>
  );
}
