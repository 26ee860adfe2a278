import { expect } from '@playwright/test';
import { call, reply, sessionEndedBy } from '../support/bridge.ts';
import { lock, tryLogIn } from './desk.ts';
import type { Person, Walk } from './walk.ts';

/** As the owner: sets the firm's terms from a text that is offered, and sees who has to sign. Then somebody signs. */
export async function walkTerms({ coffer: { page }, words, look }: Walk, signer: Person): Promise<void> {
  const { terms } = words;
  await page.getByRole('link', { name: words.app.people }).click();
  await page.getByRole('button', { name: terms.set }).click();
  await page.getByText(terms.strict, { exact: true }).click();
  await look(page, 'terms-write');
  await page.getByRole('button', { name: terms.publish }).click();
  await page.getByRole('heading', { name: terms.whoSigned }).waitFor();
  await look(page, 'terms');
  await page.getByRole('link', { name: words.app.people }).click();
  await page.getByRole('button', { name: terms.title }).waitFor();
  await look(page, 'people-terms');
  const foreign = await customersNotOf({ page, signer: signer.name });
  await lock(page, words);
  await tryLogIn(page, words, signer.name, signer.password);
  await page.getByRole('checkbox', { name: terms.read }).waitFor();
  await look(page, 'terms-gate');
  await page.getByRole('checkbox', { name: terms.read }).check();
  await page.getByRole('button', { name: terms.sign, exact: true }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();

  // Whoever asks for other people's customers, from a list of ids, is shown the door.
  const reason = await sessionEndedBy(page, async () => {
    for (let i = 0; i < 20; i += 1) await reply(page, 'customers.get', { id: foreign[i % foreign.length] });
  });
  expect(reason).toBe('probing');
  await page.getByRole('alert').filter({ hasText: words.app.endedProbing }).waitFor();
  await look(page, 'ended-probing');
}

async function customersNotOf({ page, signer }: { page: Walk['coffer']['page']; signer: string }): Promise<string[]> {
  const { rows } = await call(page, 'customers.list', {
    filter: {},
    sort: 'created',
    descending: true,
    collation: 'pinyin',
    after: null,
    limit: 200,
  });
  const foreign = rows.filter(({ responsible }) => responsible.kind === 'person' && responsible.name !== signer);
  return foreign.map(({ id }) => id);
}
