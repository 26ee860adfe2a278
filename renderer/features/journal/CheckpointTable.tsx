import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { When } from '../../ui/When.tsx';

/** The journal codes that were made, the newest first. */
export function CheckpointTable({ made, more }: Output<'journal.checkpoints'>) {
  const { t, i18n } = useTranslation('checkpoints');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <>
      <div className="week-frame" tabIndex={0} role="group" aria-label={t('madeTitle')}>
        <table className="week" aria-label={t('madeTitle')}>
          <thead>
            <tr>
              <th scope="col">{t('colAt')}</th>
              <th scope="col">{t('colBy')}</th>
              <th scope="col">{t('colKept')}</th>
              <th scope="col" className="num">
                {t('colEntry')}
              </th>
              <th scope="col">{t('colCode')}</th>
              <th scope="col" className="num">
                {t('colSince')}
              </th>
            </tr>
          </thead>
          <tbody>
            {made.map(({ sequence, at, by, kept, code, since }) => (
              <tr key={sequence}>
                <th scope="row">
                  <When at={at} exact />
                </th>
                <td>{by.name}</td>
                <td>{t(`kept_${kept}`)}</td>
                <td className="num">{sequence}</td>
                <td>
                  <code className="checkpoint-small">{code}</code>
                </td>
                <td className="num">{number.format(since)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more && (
        <Text size="sm" c="dimmed">
          {t('more', { count: made.length })}
        </Text>
      )}
    </>
  );
}
