import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlaces, machineFolder } from '../../main/host/place.ts';
import type { Settings } from '../../main/host/settings.ts';

let base: string;
let settings: Settings;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'coffer-place-'));
  chmodSync(base, 0o755);
  settings = { locale: null, colourScheme: 'auto', vaultFolder: null };
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const machine = (): string => join(base, 'machine');
const places = (profile: string) =>
  createPlaces(join(base, profile), machine(), {
    get: () => settings,
    set: (change) => void (settings = { ...settings, ...change }),
  });
const putVault = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const name of ['vault.cvh', 'vault.db']) writeFileSync(join(folder, name), '');
};

test('one’s own vault comes first, then one that was chosen, then that of the computer', () => {
  expect(places('ann').place()).toEqual({ kind: 'own', state: 'none' });
  putVault(join(machine(), 'vault'));
  const ann = places('ann');
  expect(ann.place()).toEqual({ kind: 'machine', state: 'there' });
  expect(settings.vaultFolder).toBe(join(machine(), 'vault'));
  rmSync(join(machine(), 'vault'), { recursive: true });
  // It is not taken for a first run that the folder went.
  expect(places('ann').place()).toEqual({ kind: 'machine', state: 'gone' });
  settings = { ...settings, vaultFolder: null };
  putVault(join(machine(), 'vault'));
  putVault(join(base, 'bob', 'vault'));
  expect(places('bob').place()).toEqual({ kind: 'own', state: 'there' });
});

test('a folder for all is one that a shared group may write to and reach', () => {
  const ann = places('ann');
  const refused = ann.choose('machine');
  // An account that shares no group with others has nowhere to put it.
  if (refused !== null) return expect(refused).toBe('folderNoGroup');
  expect(ann.place()).toEqual({ kind: 'machine', state: 'none' });
  if (process.platform === 'win32') return;
  expect(statSync(ann.folder()).mode & 0o7777).toBe(0o2770);
  expect(settings.vaultFolder).toBeNull();
  expect(ann.choose('own')).toBeNull();
  expect(ann.place()).toEqual({ kind: 'own', state: 'none' });
  mkdirSync(join(base, 'closed', 'inside'), { recursive: true });
  chmodSync(join(base, 'closed'), 0o700);
  expect(ann.pick(join(base, 'closed', 'inside'), true)).toBe('folderNoGroup');
  writeFileSync(join(base, 'file'), '');
  expect(ann.pick(join(base, 'file'), true)).toBe('folderDenied');
  expect(ann.pick(base, true)).toBeNull();
  expect(ann.folder()).toBe(join(base, 'Coffer'));
});

test('a vault that is there already is found in the folder that was chosen, or said to be missing', () => {
  const ann = places('ann');
  expect(ann.pick(base, false)).toBe('vaultMissing');
  putVault(join(base, 'office', 'Coffer'));
  expect(ann.pick(join(base, 'office'), true)).toBe('vaultExists');
  expect(ann.pick(join(base, 'office'), false)).toBeNull();
  expect(ann.place()).toEqual({ kind: 'chosen', state: 'there' });
  expect(places('ann').folder()).toBe(join(base, 'office', 'Coffer'));
  putVault(join(machine(), 'vault'));
  expect(places('ann').choose('machine')).toBe('vaultExists');
});

test('each system has its own place for what all accounts share', () => {
  expect(machineFolder('linux', undefined)).toBe('/var/lib/coffer');
  expect(machineFolder('darwin', undefined)).toBe('/Users/Shared/Coffer');
  expect(machineFolder('win32', 'D:\\Data')).toContain('Coffer');
});
