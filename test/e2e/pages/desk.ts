import type { Page } from '@playwright/test';
import type { Coffer } from '../support/launchCoffer.ts';
import { fill, type Words } from '../support/words.ts';

// First run, lock screen and people, in whatever language the words are.

export const owner = { company: '大同文具行有限公司', name: '林淑芬', password: 'kettle-orchard-violin' } as const;
export const manager = { name: '陳建宏', role: 'manager', password: 'lantern-biscuit-harbour' } as const;
export const salesperson = { name: '王芳', role: 'salesperson', password: 'pebble-saddle-mango' } as const;
export const service = { name: '林志明', role: 'service', password: 'copper-lagoon-whisper' } as const;
/** Somebody who is added at the desk. */
interface Newcomer {
  readonly name: string;
  readonly role: 'manager' | 'salesperson' | 'service' | 'auditor';
  readonly password: string;
}

/** First run, the step about company, name and password. */
export async function fillOwner(page: Page, words: Words, password: string = owner.password): Promise<void> {
  await page.getByRole('textbox', { name: words.session.company }).fill(owner.company);
  await page.getByRole('textbox', { name: words.session.yourName }).fill(owner.name);
  await page.getByRole('textbox', { name: words.session.newPassword }).fill(password);
  await page.getByRole('textbox', { name: words.session.repeat }).fill(password);
}

/** First run from the first screen to the shell. */
export async function setUp(page: Page, words: Words, language: string): Promise<void> {
  await page.getByRole('button', { name: language }).click();
  await fillOwner(page, words);
  await page.getByRole('button', { name: words.common.next }).click();
  await page.getByRole('button', { name: words.session.make }).click();
  await page.getByRole('heading', { name: words.session.secondTitle }).waitFor();
  await page.getByRole('button', { name: words.session.secondLater }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
}

/** On the lock screen: chooses a person and types a password; does not wait for what follows. */
export async function tryLogIn(page: Page, words: Words, name: string, password: string): Promise<void> {
  await page.getByRole('radio', { name }).click();
  await page.getByRole('textbox', { name: words.common.password }).fill(password);
  await page.getByRole('button', { name: words.session.logIn }).click();
}

/** Logs in and waits for the shell. */
export async function logIn(page: Page, words: Words, name: string, password: string): Promise<void> {
  await tryLogIn(page, words, name, password);
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
}

/** Locks by the button and waits for the lock screen. */
export async function lock(page: Page, words: Words): Promise<void> {
  const rail = page.getByRole('navigation', { name: words.app.navigation });
  await rail.getByRole('button', { name: words.app.lock, exact: true }).click();
  await page.getByRole('heading', { name: words.session.whoAreYou }).waitFor();
}

/** Opens the people page by the rail. */
export async function openPeople(page: Page, words: Words): Promise<void> {
  const rail = page.getByRole('navigation', { name: words.app.navigation });
  await rail.getByRole('link', { name: words.app.people }).click();
  await page.getByRole('heading', { name: words.staff.people, level: 1 }).waitFor();
}

/** On the people page: who is to be added; gives the newcomer's own window. */
export async function invite(coffer: Coffer, words: Words, { name, role }: Newcomer): Promise<Page> {
  const { page } = coffer;
  await page.getByRole('button', { name: words.staff.add }).click();
  await page.getByRole('textbox', { name: words.staff.whoName }).fill(name);
  await page.getByRole('radio', { name: words.common[`role_${role}`], exact: true }).check();
  const toNewcomer = page.getByRole('button', { name: fill(words.staff.toNewcomer, { name }) });
  const newcomer = await coffer.windowOpenedBy(() => toNewcomer.click());
  await newcomer.getByRole('heading', { name: fill(words.session.hello, { name }) }).waitFor();
  return newcomer;
}

/** In the newcomer's window: sets the password and closes it. */
export async function choosePassword(newcomer: Page, words: Words, password: string): Promise<void> {
  await newcomer.getByRole('textbox', { name: words.session.newPassword }).fill(password);
  await newcomer.getByRole('textbox', { name: words.session.repeat }).fill(password);
  await newcomer.getByRole('button', { name: words.session.newcomerSet }).click();
  const closed = newcomer.waitForEvent('close');
  await newcomer.getByRole('button', { name: words.session.closeWindow }).click();
  await closed;
}

/** The owner (or who stands in for them) signs, and the person is in the list. */
export async function certify(
  page: Page,
  words: Words,
  name: string,
  password: string = owner.password,
): Promise<void> {
  await page.getByRole('textbox', { name: words.staff.yourPassword }).fill(password);
  await page.getByRole('button', { name: fill(words.staff.certify, { name }) }).click();
  await page.getByRole('row', { name }).waitFor();
}

/** All of it: a person is added at the desk. */
export async function addAtDesk(
  coffer: Coffer,
  words: Words,
  person: Newcomer,
  password: string = owner.password,
): Promise<void> {
  await choosePassword(await invite(coffer, words, person), words, person.password);
  await certify(coffer.page, words, person.name, password);
}
