import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestOffice, type TestProcess, openTestVault } from '../support/testVault.ts';
import { ask, card, readCsv, target } from '../vault/exports/desk.ts';

let office: TestOffice & { owner: TestProcess };
beforeAll(async () => {
  office = await openTestVault();
});
afterAll(async () => {
  rmSync(dirname(target(office)), { recursive: true, force: true });
  await office.close();
});

const risky = ['=', '+', '-', '@', '＝', '＋', '－', '＠', "'="];
const names = risky.map((sign, n) => `${sign}cmd|' /C calc'!A${n}`);

test('23 no cell of a file begins as a formula, and our own import restores them', async () => {
  const { owner } = office;
  const ids = [];
  for (const name of names)
    ids.push((await owner.call('customers.create', { fields: { kind: 'firm', name, taxId: `${name}\t` } })).id);
  const first = ids[0] ?? '';
  await owner.call('notes.add', { customer: first, kind: 'note', text: '=HYPERLINK("http://x")' });
  const id = await ask(owner, ids, [...card, { column: 'notes', treatment: 'clear' }]);
  const path = target(office);
  await owner.call('exports.save', { id, token: 'out.csv' });
  const raw = readFileSync(path, 'utf8').slice(1);
  for (const cell of raw.split(/\r\n|,(?=(?:[^"]*"[^"]*")*[^"]*$)/u).map((text) => text.replace(/^"/u, '')))
    expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
  expect(
    readCsv(path)
      .slice(1)
      .map(([name]) => name),
  ).toEqual(names);
});
