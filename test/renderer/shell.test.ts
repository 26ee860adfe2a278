import { describe, expect, it } from 'vitest';
import { entriesFor, homeFor } from '../../renderer/app/railEntries.ts';
import { shellKey } from '../../renderer/app/shellKey.ts';
import { localeFor } from '../../renderer/app/localeFor.ts';
import { createFinder, firstChosen, letterOf, neighbour } from '../../renderer/features/session/people.ts';
import { initialsOf } from '../../renderer/ui/initials.ts';
import { moveFor } from '../../renderer/ui/tableKeys.ts';
import { relativeWords } from '../../renderer/ui/relativeWords.ts';

const key = (name: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('rail', () => {
  it('offers an auditor the journal and starts there', () => {
    expect(entriesFor(['journal.readAll', 'journal.readOwn']).map(({ id }) => id)).toEqual(['journal']);
    expect(homeFor(['journal.readAll'])).toBe('/journal');
  });

  it('keeps the office from a salesperson', () => {
    expect(entriesFor(['customers.read', 'customers.write', 'exports.request']).map(({ id }) => id)).toEqual([
      'customers',
      'requests',
    ]);
  });
});

describe('keys of the shell', () => {
  const other = { mac: false, typing: false };

  it('locks with Ctrl, on a Mac with Cmd, also while typing', () => {
    expect(shellKey(key('l', { ctrlKey: true }), { mac: false, typing: true })).toBe('lock');
    expect(shellKey(key('l', { metaKey: true }), { mac: true, typing: true })).toBe('lock');
    expect(shellKey(key('l', { ctrlKey: true }), { mac: true, typing: false })).toBeNull();
  });

  it('leaves undo and the question mark to a text field', () => {
    expect(shellKey(key('z', { ctrlKey: true }), other)).toBe('undo');
    expect(shellKey(key('z', { ctrlKey: true }), { mac: false, typing: true })).toBeNull();
    expect(shellKey(key('z', { ctrlKey: true, shiftKey: true }), other)).toBeNull();
    expect(shellKey(key('?', { shiftKey: true }), other)).toBe('keys');
    expect(shellKey(key('？', { shiftKey: true }), other)).toBe('keys');
    expect(shellKey(key('?', { shiftKey: true }), { mac: false, typing: true })).toBeNull();
  });

  it('goes back and forward', () => {
    expect(shellKey(key('ArrowLeft', { altKey: true }), other)).toBe('back');
    expect(shellKey(key(']', { metaKey: true }), { mac: true, typing: false })).toBe('forward');
  });
});

describe('login list', () => {
  const people = [{ user: 'a' }, { user: 'b' }, { user: 'c' }];

  it('chooses whoever was here last, or the only one', () => {
    expect(firstChosen(people, 'b')).toBe('b');
    expect(firstChosen(people, 'gone')).toBeNull();
    expect(firstChosen([{ user: 'a' }], null)).toBe('a');
  });

  it('goes around the ends', () => {
    expect(neighbour(people, 'c', 'ArrowDown')).toBe('a');
    expect(neighbour(people, 'a', 'ArrowUp')).toBe('c');
    expect(neighbour(people, null, 'ArrowDown')).toBe('a');
    expect(neighbour(people, 'a', 'x')).toBeNull();
    expect(neighbour([], null, 'ArrowDown')).toBeNull();
  });

  it('finds a person by name, by a word of it, and by how a Chinese name is read', async () => {
    const staff = [
      { user: 'lin', name: '林淑芬' },
      { user: 'wang', name: '王芳' },
      { user: 'annelies', name: 'Annelies Vandenbroucke' },
      { user: 'anton', name: 'Anton' },
    ];
    const type = async (text: string, step = 100) => {
      const find = createFinder();
      let found: string | null = null;
      for (const [i, letter] of [...text].entries()) found = await find(staff, letter, i * step);
      return found;
    };
    expect(await type('ant')).toBe('anton');
    expect(await type('van')).toBe('annelies');
    expect(await type('wf')).toBe('wang');
    expect(await type('shufen')).toBeNull();
    expect(await type('linsh')).toBe('lin');
    expect(await type('淑')).toBe('lin');
    expect(await type('xyz')).toBeNull();
    // After a rest the next letter begins a new name.
    expect(await type('aw', 5_000)).toBe('wang');
  });

  it('reads letters that an input method holds back by their place', () => {
    expect(letterOf({ key: 'A', code: 'KeyA' })).toBe('a');
    expect(letterOf({ key: 'Process', code: 'KeyW' })).toBe('w');
    expect(letterOf({ key: 'Process', code: 'Digit1' })).toBeNull();
    expect(letterOf({ key: 'Enter', code: 'Enter' })).toBeNull();
    expect(letterOf({ key: ' ', code: 'Space' })).toBeNull();
  });
});

describe('design system', () => {
  it('moves within the rows of a table', () => {
    expect(moveFor(key('j'), -1, 10, 5)).toBe(0);
    expect(moveFor(key('ArrowUp'), 0, 10, 5)).toBe(0);
    expect(moveFor(key('PageDown'), 7, 10, 5)).toBe(9);
    expect(moveFor(key('Home'), 7, 10, 5)).toBe(0);
    expect(moveFor(key('j', { ctrlKey: true }), 1, 10, 5)).toBeNull();
    expect(moveFor(key('j'), 0, 0, 5)).toBeNull();
  });

  it('makes monograms of Chinese and Western names', () => {
    expect(initialsOf('林淑芬')).toBe('淑芬');
    expect(initialsOf('王芳')).toBe('芳');
    expect(initialsOf('Annelies Vandenbroucke')).toBe('AV');
    expect(initialsOf('peter')).toBe('P');
    expect(initialsOf('')).toBe('?');
  });

  it('says how long ago', () => {
    const now = Date.UTC(2026, 0, 10, 12);
    expect(relativeWords(now - 30_000, now, 'en')).toBeNull();
    expect(relativeWords(now - 3 * 3_600_000, now, 'en')).toBe('3 hours ago');
    expect(relativeWords(now - 86_400_000, now, 'zh-TW')).toBe('昨天');
  });

  it('finds the nearest language', () => {
    expect(localeFor('zh-Hant-HK')).toBe('zh-TW');
    expect(localeFor('zh_TW'.replace('_', '-'))).toBe('zh-TW');
    expect(localeFor('zh')).toBe('zh-CN');
    expect(localeFor('de-DE')).toBe('en');
  });
});
