import { Button, Checkbox, Chip, Switch, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LoginHours, type LoginRules, limitedRoles } from '#shared/domain/loginRules.ts';
import { roles } from '#shared/domain/roles.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { clockWords, weekdays } from '../../api/hoursWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useReadOnly } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { FactorPeople } from './FactorPeople.tsx';
import { changedHours, minutesOf, usualHours } from './loginHours.ts';
import './session.css';

/** What the office asks of logins: when, with which second factor, and whether a PIN leads back. */
export function RulesPage() {
  const { t } = useTranslation('logins');
  const words = useErrorWords();
  const office = useRead('logins.office', {});
  return (
    <>
      <PageHeader title={t('rules')} />
      {office.error && <ErrorNotice onRetry={() => void office.refetch()}>{words(office.error)}</ErrorNotice>}
      {office.data && (
        <div className="login-rules" tabIndex={-1}>
          <Text c="dimmed" maw={720}>
            {t('rulesHint')}
          </Text>
          <RulesForm
            key={JSON.stringify(office.data.rules)}
            rules={office.data.rules}
            onSaved={() => void office.refetch()}
          />
          <FactorPeople people={office.data.people} onChanged={() => void office.refetch()} />
        </div>
      )}
    </>
  );
}

function RulesForm({ rules, onSaved }: { readonly rules: LoginRules; readonly onSaved: () => void }) {
  const { t } = useTranslation(['logins', 'common']);
  const words = useErrorWords();
  const readOnly = useReadOnly();
  const [draft, setDraft] = useState(rules);
  const [password, setPassword] = useState('');
  const save = useChange('logins.setRules', {
    onDone: () => {
      showDone(t('rulesSaved'));
      onSaved();
    },
    onRefused: () => setPassword(''),
  });
  const changed = JSON.stringify(draft) !== JSON.stringify(rules);
  const setHours = (role: (typeof limitedRoles)[number], hours: LoginHours | null) =>
    setDraft({ ...draft, hours: changedHours(draft.hours, role, hours) });
  return (
    <>
      <section>
        <Title order={2}>{t('hours')}</Title>
        <Text size="sm" c="dimmed">
          {t('hoursHint')}
        </Text>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('role')}</th>
              <th scope="col">{t('hoursDays')}</th>
              <th scope="col">{t('hoursTimes')}</th>
            </tr>
          </thead>
          <tbody>
            {limitedRoles.map((role) => (
              <HoursRow
                key={role}
                name={t(`common:role_${role}`)}
                hours={draft.hours[role] ?? null}
                readOnly={readOnly}
                onChange={(hours) => setHours(role, hours)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <Title order={2}>{t('factor')}</Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('factorRuleHint')}
        </Text>
        <Chip.Group
          multiple
          value={draft.factor}
          onChange={(chosen: string[]) => setDraft({ ...draft, factor: roles.filter((role) => chosen.includes(role)) })}
        >
          <div className="login-days" role="group" aria-label={t('factorRoles')}>
            {roles.map((role) => (
              <Chip key={role} value={role} size="sm" disabled={readOnly}>
                {t(`common:role_${role}`)}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </section>
      <section>
        <Title order={2}>{t('pin')}</Title>
        <Switch
          mt="xs"
          checked={draft.pin}
          disabled={readOnly}
          onChange={(event) => setDraft({ ...draft, pin: event.currentTarget.checked })}
          label={t('pinRule')}
          description={t('pinRuleHint')}
        />
      </section>
      {changed && (
        <form
          className="login-rules-foot"
          onSubmit={(event) => {
            event.preventDefault();
            if (password !== '') save.mutate({ rules: draft, password });
          }}
        >
          <PasswordField label={t('yourPassword')} value={password} onText={setPassword} />
          <ErrorNotice>{save.error ? words(save.error) : null}</ErrorNotice>
          <div className="login-times">
            <Button type="submit" disabled={password === ''} loading={save.isPending}>
              {t('rulesSave')}
            </Button>
            <Button variant="default" onClick={() => setDraft(rules)}>
              {t('common:cancel')}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}

interface HoursRowProps {
  readonly name: string;
  readonly hours: LoginHours | null;
  readonly readOnly: boolean;
  readonly onChange: (hours: LoginHours | null) => void;
}

function HoursRow({ name, hours, readOnly, onChange }: HoursRowProps) {
  const { t, i18n } = useTranslation('logins');
  const [long, short] = [weekdays(i18n.language, 'long'), weekdays(i18n.language, 'short')];
  return (
    <tr>
      <th scope="row">
        <Checkbox
          label={name}
          description={hours === null ? t('anyTime') : undefined}
          checked={hours !== null}
          disabled={readOnly}
          onChange={(event) => onChange(event.currentTarget.checked ? usualHours : null)}
        />
      </th>
      <td>
        {hours && (
          <div className="login-days" role="group" aria-label={t('hoursDaysOf', { role: name })}>
            {short.map((day, i) => (
              <Chip
                key={day}
                size="xs"
                checked={((hours.days >> i) & 1) === 1}
                disabled={readOnly}
                onChange={() => onChange({ ...hours, days: hours.days ^ (1 << i) || hours.days })}
                aria-label={long[i] ?? day}
              >
                {day}
              </Chip>
            ))}
          </div>
        )}
      </td>
      <td>
        {hours && (
          <div className="login-times">
            <Time
              label={t('hoursFrom', { role: name })}
              minutes={hours.from}
              readOnly={readOnly}
              onMinutes={(from) => from < hours.until && onChange({ ...hours, from })}
            />
            <span aria-hidden>–</span>
            <Time
              label={t('hoursUntil', { role: name })}
              minutes={hours.until}
              readOnly={readOnly}
              onMinutes={(until) => until > hours.from && onChange({ ...hours, until })}
            />
          </div>
        )}
      </td>
    </tr>
  );
}

interface TimeProps {
  readonly label: string;
  readonly minutes: number;
  readonly readOnly: boolean;
  readonly onMinutes: (minutes: number) => void;
}

/** A time of the day as it is typed; what is no time is put back when the field is left. */
function Time({ label, minutes, readOnly, onMinutes }: TimeProps) {
  const [text, setText] = useState(clockWords(minutes));
  return (
    <TextInput
      aria-label={label}
      size="xs"
      w={68}
      disabled={readOnly}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const typed = minutesOf(event.currentTarget.value);
        if (typed !== null) onMinutes(typed);
      }}
      onBlur={() => setText(clockWords(minutes))}
    />
  );
}
