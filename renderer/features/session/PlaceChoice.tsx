import { Button, Radio, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Choice } from './Choice.tsx';

/** Where the vault is to lie: for this account of the computer alone, or for all of them. Takes effect at once. */
export function PlaceChoice() {
  const { t } = useTranslation('accounts');
  const words = useErrorWords();
  const place = useRead('host.place', {});
  const set = useChange('host.setPlace', { onDone: () => void place.refetch() });
  const pick = useChange('host.pickPlace', {
    onDone: ({ picked }) => {
      if (!picked) return;
      set.reset();
      void place.refetch();
    },
  });
  const choose = (chosen: 'own' | 'machine') => {
    pick.reset();
    set.mutate({ place: chosen });
  };
  const refused = pick.error ?? set.error;
  const kind = place.data?.kind ?? 'own';
  return (
    <details className="gate-place">
      <summary>
        {t('placeLabel')} {t(`place_${kind}`)}
      </summary>
      <Radio.Group aria-label={t('placeLabel')} value={kind === 'own' ? 'own' : 'machine'}>
        <div className="gate-choices">
          <Choice value="own" label={t('place_own')} hint={t('place_ownHint')} onPick={() => choose('own')} />
          <Choice
            value="machine"
            label={t(kind === 'chosen' ? 'place_chosen' : 'place_machine')}
            hint={t('place_machineHint')}
            onPick={() => choose('machine')}
          />
        </div>
      </Radio.Group>
      <Text size="sm" c="dimmed" mt={6}>
        {t('placeStays')}
      </Text>
      <ErrorNotice>{refused ? words(refused) : null}</ErrorNotice>
      {refused && (
        <Button size="compact-md" variant="default" mt={8} onClick={() => pick.mutate({ make: true })}>
          {t('placeChoose')}
        </Button>
      )}
    </details>
  );
}
