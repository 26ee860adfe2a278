import { randomBytes } from 'node:crypto';

/** What a path was picked for: a file that is read is never written over. */
export type FilePurpose = 'read' | 'save';

/** Paths that a native dialog gave, each behind a token that answers once and for one purpose. */
export interface FileTokens {
  offer(path: string, purpose: FilePurpose): string;
  take(token: string, purpose: FilePurpose): string | null;
}

/** More than this many unused choices are nobody's; the oldest goes. */
const most = 32;

/** Makes the store of one window's choices. */
export function createFileTokens(): FileTokens {
  const paths = new Map<string, { readonly path: string; readonly purpose: FilePurpose }>();
  return {
    offer(path, purpose) {
      const token = randomBytes(16).toString('base64url');
      paths.set(token, { path, purpose });
      for (const oldest of paths.keys()) {
        if (paths.size <= most) break;
        paths.delete(oldest);
      }
      return token;
    },
    take(token, purpose) {
      const found = paths.get(token);
      paths.delete(token);
      return found?.purpose === purpose ? found.path : null;
    },
  };
}
