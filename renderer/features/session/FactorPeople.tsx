import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useReadOnly } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { showDone } from '../../ui/undoToast.tsx';

interface FactorPeopleProps {
  readonly people: Output<'logins.office'>['people'];
  readonly onChanged: () => void;
}

/** Who has a second factor; the owner can switch it off for somebody whose telephone is gone. */
export function FactorPeople({ people, onChanged }: FactorPeopleProps) {
  const { t } = useTranslation(['logins', 'common']);
  const words = useErrorWords();
  const readOnly = useReadOnly();
  const [ending, setEnding] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const off = useChange('logins.factorOffFor', {
    onDone: () => {
      setEnding(null);
      setPassword('');
      showDone(t('factorIsOff'));
      onChanged();
    },
    onRefused: () => setPassword(''),
  });
  return (
    <section>
      <Title order={2}>{t('factorPeople')}</Title>
      <table>
        <tbody>
          {people.map(({ user, name, role, factor }) => (
            <tr key={user}>
              <th scope="row">{name}</th>
              <td>{t(`common:role_${role}`)}</td>
              <td>
                <Badge variant="light" color={factor ? 'teal' : 'gray'}>
                  {t(factor ? 'factorHas' : 'factorHasNot')}
                </Badge>
              </td>
              <td>
                {factor && ending !== user && !readOnly && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={t('factorEndFor', { name })}
                    onClick={() => setEnding(user)}
                  >
                    {t('factorEnd')}
                  </Button>
                )}
                {ending === user && (
                  <form
                    className="own-login"
                    onSubmit={(event) => {
                      event.preventDefault();
                      if (password !== '') off.mutate({ user, password });
                    }}
                  >
                    <Text size="sm">{t('factorEndForHint', { name })}</Text>
                    <PasswordField label={t('yourPassword')} value={password} onText={setPassword} autoFocus />
                    <ErrorNotice>{off.error ? words(off.error) : null}</ErrorNotice>
                    <Group>
                      <Button type="submit" color="red" disabled={password === ''} loading={off.isPending}>
                        {t('factorEnd')}
                      </Button>
                      <Button variant="default" onClick={() => setEnding(null)}>
                        {t('keep')}
                      </Button>
                    </Group>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
