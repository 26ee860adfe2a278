import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';

/** How long an undo is offered, in milliseconds. */
export const undoTime = 10_000;

interface Undoable {
  readonly id: string;
  readonly until: number;
  readonly onUndo: () => void;
}

let latest: Undoable | null = null;
/** The toast of the last thing told. */
let told: string | null = null;
let counter = 0;

interface UndoToast {
  /** What was done, in the person's language. */
  readonly message: string;
  readonly onUndo: () => void;
}

/** Tells what was done and offers to undo it: a toast for ten seconds, and Ctrl/Cmd-Z. */
export function showUndo({ message, onUndo }: UndoToast): void {
  counter += 1;
  const id = `undo-${counter}`;
  // One offer at a time, the one that Ctrl/Cmd-Z takes: a queue of older ones would hold the newest back.
  if (latest) notifications.hide(latest.id);
  latest = { id, until: Date.now() + undoTime, onUndo };
  notifications.show({
    id,
    withCloseButton: false,
    autoClose: undoTime,
    message: <UndoMessage message={message} onUndo={() => takeBack(id, onUndo)} />,
  });
}

/** Tells what happened, with nothing to undo, in the place of what was told before. */
export function showDone(message: string): void {
  if (told !== null) notifications.hide(told);
  // A name of its own: under the name of one that is still fading out it would end with that one's time.
  counter += 1;
  told = `told-${counter}`;
  notifications.show({ id: told, withCloseButton: false, autoClose: 5_000, message });
}

/** Tells of a refusal that has no better place. */
export function showRefusal(message: string): void {
  notifications.show({ withCloseButton: false, autoClose: 10_000, color: 'red', message });
}

/** Undoes what the newest toast offers; false where there is none. */
export function undoLatest(now: number = Date.now()): boolean {
  if (!latest || latest.until < now) return false;
  takeBack(latest.id, latest.onUndo);
  return true;
}

function takeBack(id: string, onUndo: () => void): void {
  if (latest?.id === id) latest = null;
  notifications.hide(id);
  onUndo();
}

function UndoMessage({ message, onUndo }: UndoToast) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="light" onClick={onUndo}>
        {t('undo')}
      </Button>
    </Group>
  );
}
