import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportTarget } from '#shared/domain/fields.ts';
import { PersonSelect } from '../../ui/PersonSelect.tsx';
import { useNumber } from '../../ui/useNumber.ts';
import type { Checked, ImportAction, ImportStep } from './importWizard.ts';
import type { Receivers } from './receivers.ts';
import { problemWords, targetWords } from './words.ts';

interface PreviewStepProps {
  readonly step: Extract<ImportStep, { kind: 'preview' }>;
  readonly receivers: Receivers;
  readonly dispatch: (action: ImportAction) => void;
}

/** What will be taken in, counted and shown, before anything is. */
export function PreviewStep({ step, receivers, dispatch }: PreviewStepProps) {
  const { t } = useTranslation('imports');
  const { checked, choices } = step;
  const { rows, good, problems } = checked;
  const duplicates = problems.some(({ code }) => code === 'duplicateInVault' || code === 'duplicateInFile');
  const used = choices.mapping.filter((target) => target !== 'ignore').length;
  const number = useNumber();
  return (
    <div className="import-step">
      <Title order={2}>{t('checkTitle')}</Title>
      <div className="import-figures">
        <Text>
          {good === 0 ? t('checkNone') : good === rows ? t('checkAllGood', { rows }) : t('checkGood', { good, rows })}
        </Text>
        {good < rows && (
          <>
            <Text c="dimmed">{t('checkProblems', { count: rows - good })}</Text>
            <ul className="import-problems">
              {problems.map(({ code, count }) => (
                <li key={code}>
                  <span>{t(problemWords[code])}</span>
                  <span className="num">{number(count)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <dl className="import-choices">
        <div>
          <dt>{t('settingColumns')}</dt>
          <dd>
            {t('settingColumnsValue', { used, all: choices.mapping.length })}
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => dispatch({ type: 'goTo', step: 'columns' })}
              aria-label={`${t('change')}: ${t('settingColumns')}`}
            >
              {t('change')}
            </Button>
          </dd>
        </div>
        {checked.responsible.length > 0 && (
          <div>
            <dt>{t('settingPeople')}</dt>
            <dd>
              {t('settingPeopleValue', { count: checked.responsible.length })}
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => dispatch({ type: 'goTo', step: 'people' })}
                aria-label={`${t('change')}: ${t('settingPeople')}`}
              >
                {t('change')}
              </Button>
            </dd>
          </div>
        )}
        <div>
          <dt>{checked.responsible.length > 0 ? t('otherwise') : t('settingPeople')}</dt>
          <dd>
            <PersonSelect
              size="xs"
              label=""
              aria-label={checked.responsible.length > 0 ? t('otherwise') : t('settingPeople')}
              people={receivers.people}
              withPool={receivers.pool}
              value={choices.otherwise}
              onPerson={(to) => to !== null && dispatch({ type: 'otherwise', to })}
            />
          </dd>
        </div>
        <div>
          <dt id="import-rows-are">{t('rowsAre')}</dt>
          <dd>
            <SegmentedControl
              size="xs"
              aria-labelledby="import-rows-are"
              value={choices.customerKind}
              data={[
                { value: 'firm', label: t('rowsFirms') },
                { value: 'person', label: t('rowsPeople') },
              ]}
              onChange={(value) => dispatch({ type: 'customerKind', customerKind: value })}
            />
          </dd>
        </div>
        {duplicates && (
          <div>
            <dt id="import-duplicates">{t('duplicates')}</dt>
            <dd>
              <SegmentedControl
                size="xs"
                aria-labelledby="import-duplicates"
                value={choices.duplicates}
                data={[
                  { value: 'skip', label: t('duplicatesSkip') },
                  { value: 'create', label: t('duplicatesCreate') },
                ]}
                onChange={(value) => dispatch({ type: 'duplicates', duplicates: value })}
              />
            </dd>
          </div>
        )}
      </dl>
      {checked.sample.length > 0 && <Sample sample={checked.sample} mapping={choices.mapping} />}
    </div>
  );
}

function Sample({
  sample,
  mapping,
}: {
  readonly sample: Checked['sample'];
  readonly mapping: readonly ImportTarget[];
}) {
  const { t } = useTranslation('imports');
  const seen = new Set(sample.flatMap((row) => row.map(({ target }) => target)));
  const targets = [...new Set(mapping)].filter((target) => target !== 'ignore' && seen.has(target));
  return (
    <>
      <Title order={3}>{t('sampleTitle')}</Title>
      <div className="import-sample" role="region" aria-label={t('sampleTitle')} tabIndex={0}>
        <table className="import-table">
          <thead>
            <tr>
              {targets.map((target) => (
                <th key={target} scope="col">
                  {t(targetWords[target])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((row, index) => (
              // Rows of a foreign file have no key of their own.
              <tr key={index}>
                {targets.map((target) => (
                  <td key={target}>
                    {row
                      .filter((cell) => cell.target === target)
                      .map(({ text }) => text)
                      .join(' · ')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="sm" c="dimmed" maw="80ch">
        {t('sampleOnly')}
      </Text>
    </>
  );
}
