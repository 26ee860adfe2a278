import { join } from 'node:path';
import { type Id, isId } from '#shared/domain/ids.ts';
import { replaceFile } from '../keys/header.ts';
import { logBug } from '../log.ts';
import { readSmall } from '../store/readSmall.ts';

const file = 'last-user';

/** Who logged in here, the last one first. Only an order for the login screen: whoever edits it gains nothing. */
export function recentUsers(folder: string): Id[] {
  const content = readSmall(join(folder, file), 8_192);
  return content === null ? [] : content.toString('utf8').split('\n').filter(isId);
}

/** Puts somebody at the head of the login screen. */
export function rememberUser(folder: string, user: Id): void {
  const users = [user, ...recentUsers(folder).filter((other) => other !== user)].slice(0, 200);
  try {
    replaceFile(join(folder, file), Buffer.from(`${users.join('\n')}\n`));
  } catch (error) {
    // A full disk, or something else under this name, keeps nobody from working.
    logBug(error, 'last user');
  }
}

/** People as the login screen shows them: whoever was here last first, the others as they came to the office. */
export function byRecency<P extends { readonly user: Id }>(people: readonly P[], recent: readonly Id[]): P[] {
  const rank = ({ user }: P): number => {
    const at = recent.indexOf(user);
    return at === -1 ? recent.length : at;
  };
  return [...people].sort((a, b) => rank(a) - rank(b));
}
