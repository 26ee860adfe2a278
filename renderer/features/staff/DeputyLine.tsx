import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { deputyPowers } from '#shared/domain/roles.ts';
import { useDayWords } from '../../ui/useDayWords.ts';

export type DeputyPower = (typeof deputyPowers)[number];

/** "Add people and set a forgotten password anew", in the person's language. */
export function usePowerWords(): (may: readonly DeputyPower[]) => string {
  const { t, i18n } = useTranslation('deputies');
  return (may) => {
    const words = deputyPowers.filter((power) => may.includes(power)).map((power) => t(`what_${power}`));
    return new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'long' }).format(words);
  };
}

/** What is left to somebody and until when; nothing for who is no deputy. */
export function DeputyLine({ person: { deputy, name, you } }: { readonly person: StaffMember }) {
  const { t } = useTranslation('deputies');
  const dayWords = useDayWords();
  const powerWords = usePowerWords();
  if (deputy === null) return null;
  const words = { name, when: dayWords(deputy.until), what: powerWords(deputy.may) };
  return <Text>{t(you ? 'lineYou' : 'line', words)}</Text>;
}
