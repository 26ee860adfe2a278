import {
  addAtDesk,
  choosePassword,
  invite,
  lock,
  logIn,
  manager,
  openPeople,
  owner,
  salesperson as fang,
  service,
  setUp,
  tryLogIn,
} from './pages/desk.ts';
import { nameDeputy } from './pages/walkDeputies.ts';
import { openPerson, shutOut } from './pages/walkLeaving.ts';
import { call } from './support/bridge.ts';
import { type Coffer, launchCoffer } from './support/launchCoffer.ts';
import { expect, test } from './support/test.ts';
import { fill, wordsIn } from './support/words.ts';

const words = wordsIn.en;

// One office, in this order, in one worker.
test.describe.configure({ mode: 'default' });
let coffer: Coffer;
test.beforeAll(async () => {
  coffer = await launchCoffer({ locale: 'en' });
  await setUp(coffer.page, words, 'English');
  await lock(coffer.page, words);
});
test.afterAll(() => coffer.close());

test('a newcomer who closes the window adds nobody', async () => {
  const { page } = coffer;
  await logIn(page, words, owner.name, owner.password);
  await openPeople(page, words);
  const newcomer = await invite(coffer, words, fang);
  await newcomer.close();
  await expect(page.getByText(fill(words.staff.cancelled, { name: fang.name }))).toBeVisible();
  await page.getByRole('button', { name: words.common.cancel }).click();
  await expect(page.getByRole('row', { name: fang.name })).toHaveCount(0);
  await lock(page, words);
  await expect(page.getByRole('radio')).toHaveCount(1);
});

test('the owner adds people at the desk, looks through their eyes, and everybody logs in', async () => {
  const { page } = coffer;
  await logIn(page, words, owner.name, owner.password);
  await openPeople(page, words);
  await addAtDesk(coffer, words, manager);
  await addAtDesk(coffer, words, fang);

  await test.step('who works for whom needs the owner’s password', async () => {
    await page.getByRole('button', { name: fill(words.staff.setWorksFor, { name: fang.name }) }).click();
    await page.getByRole('combobox', { name: words.staff.worksFor }).click();
    await page.getByRole('option', { name: manager.name }).click();
    const password = page.getByRole('textbox', { name: words.staff.yourPassword });
    const change = page.getByRole('button', { name: words.staff.worksForSave, exact: true });
    await password.fill('not-the-owners-password');
    await change.click();
    await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(words.errors.wrongPassword);
    await password.fill(owner.password);
    await change.click();
    await expect(page.getByRole('row', { name: fang.name })).toContainText(manager.name);
  });

  await test.step('the owner sees what the salesperson sees, and only looks', async () => {
    await page.getByRole('button', { name: fill(words.staff.seeAs, { name: fang.name }) }).click();
    await expect(page.getByText(fill(words.app.previewing, { name: fang.name }))).toBeVisible();
    await expect(page.getByRole('link', { name: words.app.people })).toHaveCount(0);
    await expect(page.getByRole('link', { name: words.app.journal })).toHaveCount(0);
    await page.getByRole('button', { name: words.app.previewEnd }).click();
    await expect(page.getByRole('heading', { name: words.staff.people, level: 1 })).toBeVisible();
  });

  await test.step('a colleague looks after her customers until Friday, until the owner ends it', async () => {
    await page.getByRole('link', { name: manager.name }).click();
    const covers = page.getByRole('region', { name: words.staff.coverTitle });
    await covers.getByText(fang.name, { exact: true }).click();
    await covers.getByRole('button', { name: words.staff.cover_friday }).click();
    await page.getByRole('textbox', { name: words.staff.yourPassword }).fill(owner.password);
    await page.getByRole('button', { name: words.staff.coverStart }).click();
    const end = page.getByRole('button', { name: words.staff.coverEnd, exact: true });
    await end.click();
    await page.getByRole('textbox', { name: words.staff.yourPassword }).fill(owner.password);
    await page.getByRole('dialog').getByRole('button', { name: words.staff.coverEnd, exact: true }).click();
    await expect(end).toHaveCount(0);
  });

  await test.step('whoever is shut out does not come in, and comes in again when let', async () => {
    await openPeople(page, words);
    await page.getByRole('link', { name: fang.name }).click();
    await page.getByRole('button', { name: words.staff.freeze }).click();
    await page.getByRole('menuitem', { name: words.staff.freeze_unusual }).click();
    const letIn = page.getByRole('button', { name: words.staff.thaw });
    await letIn.waitFor();
    await lock(page, words);
    await tryLogIn(page, words, fang.name, fang.password);
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(words.errors.frozen);
    await logIn(page, words, owner.name, owner.password);
    await letIn.click();
    await page.getByRole('textbox', { name: words.staff.yourPassword }).fill(owner.password);
    await page.getByRole('dialog').getByRole('button', { name: words.staff.thaw }).click();
    await expect(letIn).toHaveCount(0);
    await openPeople(page, words);
  });

  await test.step('a deputy adds somebody, who gets what the deputy cannot open when the owner says so', async () => {
    await page.getByRole('link', { name: manager.name }).click();
    await nameDeputy(page, words, manager.name, owner.password);
    await lock(page, words);
    await logIn(page, words, manager.name, manager.password);
    await openPeople(page, words);
    await addAtDesk(coffer, words, service, manager.password);
    await lock(page, words);
    await logIn(page, words, owner.name, owner.password);
    await openPeople(page, words);
    await page.getByRole('button', { name: words.deputies.give }).click();
    await page.getByRole('textbox', { name: words.passwords.yourPassword }).fill(owner.password);
    await page.getByRole('dialog').getByRole('button', { name: words.deputies.give }).click();
    await expect(page.getByRole('button', { name: words.deputies.give })).toHaveCount(0);
  });

  await test.step('a wrong password opens nothing; the right one opens her own screen', async () => {
    await lock(page, words);
    await tryLogIn(page, words, fang.name, owner.password);
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(words.errors.wrongPassword);
    await logIn(page, words, fang.name, fang.password);
    await expect(page.getByText(fang.name)).toBeVisible();
    await expect(page.getByRole('link', { name: words.app.people })).toHaveCount(0);
  });

  await test.step('she is back where she was, and the owner too', async () => {
    await page.getByRole('link', { name: words.app.requests }).click();
    await lock(page, words);
    await logIn(page, words, owner.name, owner.password);
    await expect(page.getByRole('heading', { name: words.staff.people, level: 1 })).toBeVisible();
    await lock(page, words);
    await logIn(page, words, fang.name, fang.password);
    await expect(page.getByRole('link', { name: words.app.requests })).toHaveAttribute('aria-current', 'page');
  });
  await lock(page, words);
});

/** The owner’s password from here on. */
const changed = 'compass-thistle-napkin';

test('one’s own password is changed with the old one, and counts from the next login on', async () => {
  const { page } = coffer;
  await logIn(page, words, owner.name, owner.password);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Change password');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: words.session.changePassword });
  await dialog.getByRole('textbox', { name: words.session.currentPassword }).fill(owner.password);
  await dialog.getByRole('textbox', { name: words.session.nextPassword }).fill(changed);
  await dialog.getByRole('textbox', { name: words.session.repeat }).fill(changed);
  await dialog.getByRole('radio', { name: words.passwords.knownYes }).check();
  await dialog.getByRole('button', { name: words.session.change }).click();
  // An owner's keys change at once, and the session that had the old ones ends.
  await expect(page.getByText(words.app.endedRenewed)).toBeVisible({ timeout: 20_000 });
  await tryLogIn(page, words, owner.name, owner.password);
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(words.errors.wrongPassword);
  await logIn(page, words, owner.name, changed);
  await lock(page, words);
});

test('a second owner sets a password anew that the person disowns, and shuts out the first owner', async () => {
  const { page } = coffer;
  await logIn(page, words, owner.name, changed);
  await openPerson(page, { words }, manager.name);
  await page.getByRole('button', { name: words.staff.roleChange }).click();
  await page.getByRole('radio', { name: words.common.role_owner }).check();
  await page.getByRole('textbox', { name: words.passwords.yourPassword }).fill(changed);
  await page.getByRole('button', { name: words.staff.worksForSave, exact: true }).click();
  await page.getByText(fill(words.staff.roleDone, { name: manager.name })).waitFor();
  await lock(page, words);

  // With this login the master key is theirs, too.
  await logIn(page, words, manager.name, manager.password);
  await openPerson(page, { words }, fang.name);
  const set = 'lantern-orchid-harbour';
  await page.getByRole('button', { name: words.passwords.forgotAction }).click();
  const open = page.getByRole('button', { name: fill(words.passwords.forgotOpen, { name: fang.name }) });
  await choosePassword(await coffer.windowOpenedBy(() => open.click()), words, set);
  await page.getByRole('textbox', { name: words.passwords.yourPassword }).fill(manager.password);
  await page.getByRole('button', { name: fill(words.passwords.forgotDo, { name: fang.name }) }).click();
  await page.getByText(fill(words.passwords.resetLineOpen, { name: fang.name })).waitFor();
  await lock(page, words);

  await tryLogIn(page, words, fang.name, set);
  await page.getByRole('button', { name: words.passwords.resetNo }).click();
  await expect(page.getByText(words.app.endedShutOut)).toBeVisible();
  await tryLogIn(page, words, fang.name, set);
  await expect(page.getByRole('main').getByText(words.errors.frozen)).toBeVisible();

  await logIn(page, words, manager.name, manager.password);
  const stopped = page.getByRole('dialog', { name: fill(words.staff.stoppedTitle, { name: fang.name }) });
  await stopped.getByRole('button', { name: words.staff.stoppedLater }).click();
  await openPerson(page, { words }, owner.name);
  await shutOut(page, { words }, owner.name, null, manager.password);
  // The next master key signs.
  await openPerson(page, { words }, fang.name);
  await page.getByRole('button', { name: words.staff.thaw }).click();
  await page.getByRole('textbox', { name: words.staff.yourPassword }).fill(manager.password);
  await page.getByRole('dialog').getByRole('button', { name: words.staff.thaw }).click();
  await expect(page.getByRole('button', { name: words.staff.thaw })).toHaveCount(0);
  expect(await call(page, 'journal.verify', {})).toMatchObject({ whole: true });
  await lock(page, words);
  await expect(page.getByRole('radio', { name: owner.name })).toHaveCount(0);
});
