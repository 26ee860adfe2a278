import { existsSync, mkdtempSync, readFileSync, readdirSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { startChildVault } from '../support/childVault.ts';
import { type KillOffice, aKillOffice } from '../support/killOffice.ts';
import { again, copyOf, killWhen, lies, random, startKilling, unlessDied } from '../support/killing.ts';

// Abuse cases 8 and 26: an export that is killed while it is approved, or while its file is written.

const columns: ExportRequest['columns'] = [
  { column: 'name', treatment: 'clear' },
  { column: 'phones', treatment: 'clear' },
];
const wanted = { purpose: 'Autumn fair', recipient: 'Printing house', columns };

let office: KillOffice;
beforeAll(async () => {
  startKilling();
  office = await aKillOffice();
}, 120_000);
vi.setConfig({ testTimeout: 180_000 });

test('8 26 an approval and a save that are killed: the whole file or none, and the approval is not spent', async () => {
  const { may, ann, annas } = office;
  const computer = copyOf(office.computer);
  const files = join(computer.folder, 'files');
  const first = await again(computer, ann);
  const { id } = await first.call('exports.request', { ...wanted, selection: { kind: 'ids', ids: [...annas] } });
  await first.end();
  for (let kill = 0; kill < 2; kill += 1) {
    const child = await startChildVault(computer);
    await child.call('session.login', may);
    if ((await child.call('exports.get', { id })).state !== 'waiting') break;
    const decision = { kind: 'approve' as const, columns, password: may.password };
    const decided = unlessDied(child.call('exports.decide', { id, decision }));
    await killWhen(child, decided, () => lies(files, /\.part$/), random(10));
    const acknowledged = (await decided) !== null;
    const next = await again(computer, may);
    const { state } = await next.call('exports.get', { id });
    expect(['waiting', 'approved']).toContain(state);
    if (acknowledged) expect(state).toBe('approved');
    if (kill === 1 && state === 'waiting') await next.call('exports.decide', { id, decision });
    await next.end();
  }

  const folder = mkdtempSync(join(tmpdir(), 'coffer-saved-'));
  const path = join(folder, 'out.csv');
  computer.files.set('out', path);
  const moments = [() => lies(folder, /\.part$/), () => lies(folder, /\.part$/), () => existsSync(path)];
  for (const [kill, moment] of moments.entries()) {
    const child = await startChildVault(computer);
    await child.call('session.login', ann);
    const saved = unlessDied(child.call('exports.save', { id, token: 'out' }));
    await killWhen(child, saved, moment, kill === 1 ? random(4) : 0);
    const acknowledged = (await saved) !== null;
    const next = await again(computer, ann);
    expect(lies(folder, /\.part$/)).toBe(false);
    const { state } = await next.call('exports.get', { id });
    // No file without its entry; what lies there is the whole of it.
    if (existsSync(path)) expect(readFileSync(path, 'utf8').trim().split('\r\n')).toHaveLength(annas.length + 1);
    expect(state === 'saved').toBe(existsSync(path));
    if (acknowledged) expect(state).toBe('saved');
    if (kill === moments.length - 1)
      expect(await next.call('exports.save', { id, token: 'out' })).toMatchObject({ rows: 60 });
    await next.end();
    if (state === 'saved') break;
  }

  // What an approval left behind that never was goes a day later.
  for (const name of readdirSync(files)) utimesSync(join(files, name), 0, 0);
  await (await again(computer, ann)).end();
  expect(lies(files, /\.part$/)).toBe(false);
  expect(readdirSync(files)).toHaveLength(1);
});
