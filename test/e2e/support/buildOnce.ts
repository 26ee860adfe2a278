import { build } from '../../../scripts/lib/build.ts';

/** Playwright's global set-up: what the windows show is what stands in the source. */
export default async function buildOnce(): Promise<void> {
  await build();
}
