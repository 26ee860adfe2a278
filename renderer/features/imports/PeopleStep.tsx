import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PersonSelect } from '../../ui/PersonSelect.tsx';
import { useNumber } from '../../ui/useNumber.ts';
import { openNames, receiverOf, type Checked, type Choices, type Receiver } from './importWizard.ts';
import type { Receivers } from './receivers.ts';

interface PeopleStepProps {
  readonly checked: Checked;
  readonly choices: Choices;
  readonly receivers: Receivers;
  readonly onPerson: (value: string, to: Receiver) => void;
  readonly onRest: (to: Receiver) => void;
  readonly onOtherwise: (to: Receiver) => void;
}

/** Whom the names in the file mean, so that the customers go to the right hands. */
export function PeopleStep({ checked, choices, receivers, onPerson, onRest, onOtherwise }: PeopleStepProps) {
  const { t } = useTranslation('imports');
  const number = useNumber();
  const open = openNames(checked, choices.people).length;
  return (
    <div className="import-step">
      <Title order={2}>{t('peopleTitle')}</Title>
      <Text c="dimmed">{t('peopleText', { count: checked.responsible.length })}</Text>
      <table className="import-table import-people" aria-label={t('peopleTable')}>
        <thead>
          <tr>
            <th scope="col">{t('peopleInFile')}</th>
            <th scope="col" className="import-number">
              {t('peopleRows')}
            </th>
            <th scope="col">{t('peopleGoTo')}</th>
          </tr>
        </thead>
        <tbody>
          {checked.responsible.map(({ value, count }) => (
            <tr key={value}>
              <th scope="row">{value}</th>
              <td className="import-number">{number(count)}</td>
              <td className="import-target">
                <PersonSelect
                  size="xs"
                  aria-label={t('peopleGoToLabel', { value })}
                  label=""
                  people={receivers.people}
                  withPool={receivers.pool}
                  value={receiverOf(choices.people, value)}
                  onPerson={(to) => to !== null && onPerson(value, to)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open > 0 && receivers.pool && (
        <div>
          <Button variant="default" size="compact-sm" onClick={() => onRest('pool')}>
            {t('restToPool')}
          </Button>
        </div>
      )}
      <PersonSelect
        className="import-otherwise"
        label={t('otherwise')}
        people={receivers.people}
        withPool={receivers.pool}
        value={choices.otherwise}
        onPerson={(to) => to !== null && onOtherwise(to)}
      />
      <Text size="sm" c="dimmed" maw="70ch">
        {t('missingPerson')}
      </Text>
    </div>
  );
}
