import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deputyPowers } from '#shared/domain/roles.ts';
import { useChange } from '../../api/queries.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { useDayWords } from '../../ui/useDayWords.ts';
import { coverDays, coverUntil, endOfDate } from './coverDays.ts';
import { DeputyLine, type DeputyPower, usePowerWords } from './DeputyLine.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import type { PersonProps } from './personActions.ts';

/** What is about to be left to somebody, or that it ends. */
type Asked = 'end' | { readonly may: readonly DeputyPower[]; readonly until: number };

/** What an owner leaves to a manager until a day; whoever it is left to sees it too. */
export function DeputySection({ person }: PersonProps) {
  const { t } = useTranslation('deputies');
  const readOnly = useReadOnly();
  const manages = useCan('staff.manage') && !readOnly;
  const [asked, setAsked] = useState<Asked | null>(null);
  const { deputy, user, name } = person;
  const may = manages && person.role === 'manager' && person.state === 'active';
  if (!may && deputy === null) return null;
  return (
    <section className="person-section" aria-labelledby="person-deputy">
      <h2 id="person-deputy">{t('title')}</h2>
      {deputy !== null && (
        <Group gap={8} mb={12}>
          <DeputyLine person={person} />
          {may && (
            <Button size="compact-sm" variant="default" onClick={() => setAsked('end')}>
              {t('end')}
            </Button>
          )}
        </Group>
      )}
      {may && <DeputyForm key={deputy?.until} person={person} onAsk={setAsked} />}
      {asked === 'end' && <End user={user} name={name} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== 'end' && <Name user={user} name={name} {...asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

interface FormProps extends Pick<PersonProps, 'person'> {
  readonly onAsk: (asked: Asked) => void;
}

/** What is left to them, and with one more click until when. */
function DeputyForm({ person: { name, deputy }, onAsk }: FormProps) {
  const { t } = useTranslation(['deputies', 'staff']);
  const dayWords = useDayWords();
  const [may, setMay] = useState<readonly DeputyPower[]>(deputy?.may ?? ['add', 'reset']);
  const [date, setDate] = useState<string | null>(null);
  const ownDate = date === null ? null : endOfDate(date);
  const tomorrow = new Intl.DateTimeFormat('sv-SE').format(coverUntil('tomorrow', Date.now()));
  const until = (at: number) => onAsk({ may, until: at });
  return (
    <div className="person-cover-form">
      <Checkbox.Group
        label={t('lead', { name })}
        value={[...may]}
        onChange={(chosen) => setMay(deputyPowers.filter((power) => chosen.includes(power)))}
      >
        {deputyPowers.map((power) => (
          <Checkbox key={power} mt={8} value={power} label={t(power)} description={t(`${power}Hint`, { name })} />
        ))}
      </Checkbox.Group>
      <Group gap={6}>
        {coverDays.map((day) => (
          <Button
            key={day}
            size="compact-md"
            variant="default"
            disabled={may.length === 0}
            title={dayWords(coverUntil(day, Date.now()))}
            onClick={() => until(coverUntil(day, Date.now()))}
          >
            {t(`staff:cover_${day}`)}
          </Button>
        ))}
        <DayInput label={t('staff:coverDate')} value={date} onDay={setDate} from={tomorrow} />
        {ownDate !== null && (
          <Button size="compact-md" variant="default" disabled={may.length === 0} onClick={() => until(ownDate)}>
            {t('until', { when: dayWords(ownDate) })}
          </Button>
        )}
      </Group>
    </div>
  );
}

interface AskProps {
  readonly user: string;
  readonly name: string;
  readonly onClose: () => void;
}

function Name({ user, name, may, until, onClose }: AskProps & Exclude<Asked, 'end'>) {
  const { t } = useTranslation('deputies');
  const dayWords = useDayWords();
  const powerWords = usePowerWords();
  const when = dayWords(until);
  const make = useChange('deputies.name', {
    onDone: () => {
      showDone(t('done', { name, when }));
      onClose();
    },
  });
  return (
    <PasswordDialog
      opened
      onClose={onClose}
      title={t('askTitle', { name })}
      action={t('ask')}
      pending={make.isPending}
      error={make.error}
      onPassword={(password) => make.mutate({ user, may: [...may], until, password })}
    >
      <Text>{t('askHint', { name, when, what: powerWords(may) })}</Text>
    </PasswordDialog>
  );
}

function End({ user, name, onClose }: AskProps) {
  const { t } = useTranslation('deputies');
  const end = useChange('deputies.end', { onDone: onClose });
  return (
    <PasswordDialog
      opened
      onClose={onClose}
      title={t('endTitle', { name })}
      action={t('end')}
      pending={end.isPending}
      error={end.error}
      onPassword={(password) => end.mutate({ user, password })}
    >
      <Text>{t('endHint', { name })}</Text>
    </PasswordDialog>
  );
}
