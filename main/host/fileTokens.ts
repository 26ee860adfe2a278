import { randomBytes } from 'node:crypto';

/** Paths that a native dialog gave, each behind a token that answers once. */
export interface FileTokens {
  offer(path: string): string;
  take(token: string): string | null;
}

/** More than this many unused choices are nobody's; the oldest goes. */
const most = 32;

/** Makes the store of one window's choices. */
export function createFileTokens(): FileTokens {
  const paths = new Map<string, string>();
  return {
    offer(path) {
      const token = randomBytes(16).toString('base64url');
      paths.set(token, path);
      for (const oldest of paths.keys()) {
        if (paths.size <= most) break;
        paths.delete(oldest);
      }
      return token;
    },
    take(token) {
      const path = paths.get(token) ?? null;
      paths.delete(token);
      return path;
    },
  };
}
