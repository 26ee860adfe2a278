import { basename } from 'node:path';
import pino from 'pino';

const logger = pino({ base: null, level: 'info' }, pino.destination({ fd: 2, sync: true }));

/**
 * Logs a fault under its reference: the name of the error and where it arose, never its message, which may quote a value.
 */
export function logBug(error: unknown, reference: string): void {
  const at =
    error instanceof Error
      ? (error.stack ?? '').split('\n').flatMap((line) => /\(?([^()\s]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [])
      : [];
  logger.error({
    reference,
    name: error instanceof Error ? error.name : typeof error,
    code: codeOf(error),
    at: at.slice(0, 8).map((place) => basename(place)),
  });
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
