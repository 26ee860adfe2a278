import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choice } from './Choice.tsx';
import type { Office } from './setupSteps.ts';

const choices = {
  size: ['alone', 'few', 'more'],
  customers: ['firms', 'people', 'both'],
  cards: ['private', 'shared'],
} as const satisfies { readonly [Q in keyof Office]: readonly Office[Q][] };

interface OfficeQuestionsProps {
  readonly office: Office;
  readonly onAnswer: (patch: Partial<Office>) => void;
}

/** The three questions that set every default. */
export function OfficeQuestions({ office, onAnswer }: OfficeQuestionsProps) {
  const { t } = useTranslation('session');
  return (
    <>
      <Radio.Group label={t('size')} value={office.size}>
        <div className="gate-choices">
          {choices.size.map((size) => (
            <Choice key={size} value={size} label={t(`size_${size}`)} onPick={() => onAnswer({ size })} />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group label={t('customers')} value={office.customers}>
        <div className="gate-choices">
          {choices.customers.map((customers) => (
            <Choice
              key={customers}
              value={customers}
              label={t(`customers_${customers}`)}
              onPick={() => onAnswer({ customers })}
            />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group label={t('cards')} value={office.cards}>
        <div className="gate-choices">
          {choices.cards.map((cards) => (
            <Choice
              key={cards}
              value={cards}
              label={t(`cards_${cards}`)}
              hint={t(`cards_${cards}Hint`)}
              onPick={() => onAnswer({ cards })}
            />
          ))}
        </div>
      </Radio.Group>
    </>
  );
}
