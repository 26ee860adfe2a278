import { Button, Chip, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useCan, useMe, useReadOnly } from '../../api/session.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { Monogram } from '../../ui/Monogram.tsx';
import { showDone, showRefusal } from '../../ui/undoToast.tsx';
import { coverDays, coverUntil, endOfDate } from './coverDays.ts';
import { PasswordDialog } from './PasswordDialog.tsx';
import type { PersonProps } from './personActions.ts';
import { useDayWords } from '../../ui/useDayWords.ts';

/** Something about to be done with a colleague's looking after: begun until a day, or ended. */
type Asked = { readonly by: StaffMember['lookedAfterBy'][number] | StaffMember } & (
  { readonly what: 'cover'; readonly until: number | null } | { readonly what: 'end' }
);

/** Who also looks after this person's customers, and until when. */
export function CoverSection({ person, people }: PersonProps) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const dayWords = useDayWords();
  const me = useMe();
  const readOnly = useReadOnly();
  const owner = me.role === 'owner';
  const [asked, setAsked] = useState<Asked | null>(null);
  // The list follows before the answer does: by then something else may have been asked.
  const close = (what: Asked['what']) => setAsked((now) => (now?.what === what ? null : now));
  const onRefused = (error: Parameters<typeof words>[0]) => {
    if (!owner) showRefusal(words(error));
  };
  const cover = useChange('staff.cover', {
    onRefused,
    onDone: (_, { by, until }) => {
      close('cover');
      const when = until === null ? t('coverNoDay') : dayWords(until);
      showDone(t('coverDone', { name: people.find(({ user }) => user === by)?.name ?? '', person: person.name, when }));
    },
  });
  const end = useChange('staff.endCover', { onRefused, onDone: () => close('end') });
  const act = (next: Asked, password: string | null) => {
    const of = { user: person.user, by: next.by.user, password };
    if (next.what === 'cover') cover.mutate({ ...of, until: next.until });
    else end.mutate(of);
  };
  const ask = (next: Asked) => {
    setAsked(next);
    if (!owner) act(next, null);
  };
  const may = useCan('staff.cover') && !readOnly && (owner || person.worksFor?.user === me.user);
  const keeps = person.role === 'salesperson' || person.role === 'manager' || person.role === 'owner';
  if (!keeps || person.state === 'left' || (!may && person.lookedAfterBy.length === 0)) return null;
  const pending = cover.isPending || end.isPending;
  return (
    <section className="person-section" aria-labelledby="person-cover">
      <h2 id="person-cover">{t('coverTitle')}</h2>
      {person.lookedAfterBy.length > 0 && (
        <ul className="person-covers">
          {person.lookedAfterBy.map((one) => (
            <li key={one.user}>
              <Monogram name={one.name} size={24} />
              <span className="person-cover-words">
                {one.until === null
                  ? t('coverLineNoDay', { name: one.name })
                  : t('coverLine', { name: one.name, when: dayWords(one.until) })}
              </span>
              {may && (owner || one.until !== null) && (
                <Button size="compact-sm" variant="default" onClick={() => ask({ by: one, what: 'end' })}>
                  {t('coverEnd')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {may && <CoverForm person={person} people={people} owner={owner} pending={pending} onAsk={ask} />}
      <PasswordDialog
        opened={owner && asked !== null}
        onClose={() => setAsked(null)}
        title={t(asked?.what === 'end' ? 'coverEndTitle' : 'coverAskTitle', { name: person.name })}
        action={t(asked?.what === 'end' ? 'coverEnd' : 'coverStart')}
        pending={pending}
        error={cover.error ?? end.error}
        onPassword={(password) => {
          if (asked !== null) act(asked, password);
        }}
      >
        <Text>
          {asked === null ? '' : t(asked.what === 'end' ? 'coverEndHint' : 'coverHint', { name: asked.by.name })}
        </Text>
      </PasswordDialog>
    </section>
  );
}

interface CoverFormProps extends PersonProps {
  readonly owner: boolean;
  readonly pending: boolean;
  readonly onAsk: (next: Asked) => void;
}

/** Two clicks: the colleague, the day. */
function CoverForm({ person, people, owner, pending, onAsk }: CoverFormProps) {
  const { t } = useTranslation('staff');
  const dayWords = useDayWords();
  const [by, setBy] = useState<string | null>(null);
  const [date, setDate] = useState<string | null>(null);
  const colleagues = people.filter(
    ({ user, role, state }) =>
      user !== person.user &&
      user !== person.worksFor?.user &&
      (role === 'salesperson' || role === 'manager') &&
      state === 'active',
  );
  const chosen = colleagues.find(({ user }) => user === by);
  if (colleagues.length === 0) return <Text c="dimmed">{t('coverNobody')}</Text>;
  const until = (at: number | null) => {
    if (chosen) onAsk({ by: chosen, what: 'cover', until: at });
  };
  const ownDate = date === null ? null : endOfDate(date);
  const tomorrow = new Intl.DateTimeFormat('sv-SE').format(coverUntil('tomorrow', Date.now()));
  const disabled = chosen === undefined || pending;
  return (
    <div className="person-cover-form">
      <Text id="person-cover-who">{t('coverWho', { name: person.name })}</Text>
      <Chip.Group value={by ?? ''} onChange={(value) => setBy(typeof value === 'string' ? value : null)}>
        <Group gap={6} role="group" aria-labelledby="person-cover-who">
          {colleagues.map(({ user, name }) => (
            <Chip key={user} value={user} size="sm" variant="outline">
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap={6}>
        {coverDays.map((day) => (
          <Button
            key={day}
            size="compact-md"
            variant="default"
            disabled={disabled}
            title={dayWords(coverUntil(day, Date.now()))}
            onClick={() => until(coverUntil(day, Date.now()))}
          >
            {t(`cover_${day}`)}
          </Button>
        ))}
        {owner && (
          <Button size="compact-md" variant="default" disabled={disabled} onClick={() => until(null)}>
            {t('coverAlways')}
          </Button>
        )}
        <DayInput label={t('coverDate')} value={date} onDay={setDate} from={tomorrow} />
        {ownDate !== null && (
          <Button size="compact-md" variant="default" disabled={disabled} onClick={() => until(ownDate)}>
            {t('coverUntil', { when: dayWords(ownDate) })}
          </Button>
        )}
      </Group>
    </div>
  );
}
