import { Ended, type LoginOptions, withSession } from './login.ts';
import { reasonWords } from './words.ts';

/** Checks a whole journal. Answers what to say; ends with 1 where it is broken. */
export function verifyJournal(options: LoginOptions): Promise<string> {
  return withSession(options, async (host, { quarantine }) => {
    const { whole, entries, code, broken } = await host.call('journal.verify', {});
    if (whole) return `Whole: ${entries} entries.\nCode of the newest one: ${code}`;
    const alarm = quarantine === null ? '' : ` The login ended read-only (${quarantine.code}).`;
    if (broken === null) throw new Ended(1, `Broken.${alarm}`);
    throw new Ended(1, `Broken: entry ${broken.sequence}, ${reasonWords(broken.reason)} (${broken.reason}).${alarm}`);
  });
}
