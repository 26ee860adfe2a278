import { closeSync, copyFileSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { random, startKilling } from '../support/killing.ts';
import { openTestVault } from '../support/testVault.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
const firms = 120;
beforeAll(async () => {
  startKilling();
  office = await openTestVault();
  for (let i = 0; i < firms; i += 1)
    await office.owner.call('customers.create', {
      fields: { kind: 'firm', name: `Firm ${i}`, phones: [{ label: 'mobile', value: `0912-${100_000 + i}` }] },
    });
  await office.owner.end();
  // Into the file itself, so that every page is there to be touched.
  await (await office.as('Owner')).end();
});
afterAll(() => office.close());

const page = 4096;
function flip(path: string, at: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ (1 << Math.floor(random(8)));
  writeSync(file, byte, 0, 1, at);
  closeSync(file);
}

test(
  'case 2 a flipped byte in 200 random pages: said, or read-only, or not in the way; never a wrong value',
  { timeout: 60_000 },
  async () => {
    const path = join(office.folder, 'vault.db');
    const kept = join(office.folder, 'kept');
    copyFileSync(path, kept);
    const view = join(office.folder, `view-${office.people.get('Owner')?.user ?? ''}.db`);
    copyFileSync(view, `${kept}-view`);
    const pages = Math.floor(statSync(path).size / page);
    expect(pages).toBeGreaterThan(50);
    const said: string[] = [];
    // One page at a time, eight, sixteen: two hundred in all.
    for (let i = 0; i < 24; i += 1) {
      for (const suffix of ['-wal', '-shm']) {
        rmSync(path + suffix, { force: true });
        rmSync(view + suffix, { force: true });
      }
      copyFileSync(kept, path);
      copyFileSync(`${kept}-view`, view);
      for (let k = 0; k < ([1, 8, 16][i % 3] ?? 1); k += 1)
        flip(path, Math.floor(random(pages)) * page + Math.floor(random(page)));
      // Every fourth time from the truth alone.
      if (i % 4 === 0) rmSync(view);
      const session = office.open();
      const login = await session.raw('session.login', office.people.get('Owner'));
      if (login.ok) {
        const { rows } = await session.call('customers.list', {
          filter: {},
          sort: 'created',
          descending: false,
          collation: 'pinyin',
          after: null,
          limit: 200,
        });
        for (const { name } of rows) expect(name).toMatch(/^Firm \d+$/);
        const one = rows[Math.floor(random(rows.length))];
        const opened = one && (await session.raw('customers.reveal', { id: one.id, reason: 'check' }));
        if (opened?.ok === true)
          expect((opened.value as { phones: { value: string }[] }).phones[0]?.value).toBe(
            `0912-${100_000 + Number(one?.name.slice(5))}`,
          );
        else if (opened !== undefined) said.push(opened.error.code);
      } else {
        said.push(login.error.code);
      }
      await session.end().catch(() => undefined);
    }
    // Each time that it was noticed, by the sentence that says to put back a copy.
    expect([...new Set(said)].filter((code) => !['vaultDamaged', 'quarantined'].includes(code))).toEqual([]);
    expect(said.length).toBeGreaterThan(12);
  },
);
