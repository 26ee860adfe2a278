import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { exactWords } from '../../ui/When.tsx';

/** Parts of this customer that were damaged and set aside, for as long as nobody has written them anew. */
export function DamagedParts({ parts }: { readonly parts: Output<'customers.get'>['damaged'] }) {
  const { t, i18n } = useTranslation('alarm');
  if (parts.length === 0) return null;
  return (
    <div role="note" className="customer-damaged">
      {parts.map(({ part, at: moment, older }, i) => {
        const at = exactWords(moment, i18n.language);
        return (
          <Text key={`${part} ${i}`} size="sm" c="red.8">
            {part === 'note'
              ? t('damagedNote', { at })
              : t(older ? 'damagedOlder' : 'damagedNothing', { part: t(`part_${part}`), at })}
          </Text>
        );
      })}
    </div>
  );
}

/** The name of a customer; of one whose card was damaged and set aside, words that say so. */
export function CustomerName({ name }: { readonly name: string }) {
  const { t } = useTranslation('alarm');
  return name === '' ? t('nameless') : name;
}
