import { Button, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';
import type { NewPassword } from './strength.ts';

const empty: NewPassword = { password: '', repeat: '' };

interface FirstPasswordProps {
  readonly greeting: string;
  /** As what the person is asked for a password. */
  readonly lead: string;
  readonly minimum: number;
  /** Words that a password must not be made of. */
  readonly known: readonly string[];
  readonly label: string;
  readonly action: string;
  readonly pending: boolean;
  readonly refusal: string | null;
  readonly onPassword: (password: string) => void;
  readonly children?: ReactNode;
}

/** Somebody who sets a password in a window that is theirs alone, greeted by name. */
export function FirstPassword({
  greeting,
  lead,
  minimum,
  known,
  label,
  action,
  pending,
  refusal,
  onPassword,
  children,
}: FirstPasswordProps) {
  const [typed, setTyped] = useState(empty);
  const [ready, setReady] = useState(false);
  const submit = () => {
    if (ready && !pending) onPassword(typed.password);
  };
  return (
    <form
      className="gate-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div>
        <Title order={1}>{greeting}</Title>
        <Text c="dimmed">{lead}</Text>
      </div>
      <NewPasswordFields
        label={label}
        value={typed}
        onChange={setTyped}
        onReady={setReady}
        minimum={minimum}
        known={known}
        onEnter={submit}
        autoFocus
      />
      <ErrorNotice>{refusal}</ErrorNotice>
      {children}
      <Button type="submit" disabled={!ready} loading={pending}>
        {action}
      </Button>
    </form>
  );
}
