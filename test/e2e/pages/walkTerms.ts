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
  await lock(page, words);
  await tryLogIn(page, words, signer.name, signer.password);
  await page.getByRole('checkbox', { name: terms.read }).waitFor();
  await look(page, 'terms-gate');
  await page.getByRole('checkbox', { name: terms.read }).check();
  await page.getByRole('button', { name: terms.sign, exact: true }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
}
