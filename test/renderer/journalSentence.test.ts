import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JournalLine } from '../../shared/contract/audit.ts';
import { sentenceOf, tellings } from '../../renderer/features/journal/sentence.ts';
import { locales, resources, type Locale } from '../../renderer/locales/resources.ts';

const wang = 'AAAAAAAAAAAAAAAAAAAAAA';
const tatung = 'BBBBBBBBBBBBBBBBBBBBBB';
const words = new Map<Locale, i18n>();

beforeAll(async () => {
  for (const locale of locales) {
    const instance = createInstance();
    await instance.use(ICU).init({ lng: locale, resources, defaultNS: 'common', keySeparator: false });
    words.set(locale, instance);
  }
});

function aLine(kind: string, details: JournalLine['details'] = {}, over: Partial<JournalLine> = {}): JournalLine {
  return {
    sequence: 12,
    at: 0,
    actor: { user: wang, name: '王芳' },
    unconfirmed: false,
    kind,
    objects: [{ id: tatung, kind: 'customer', name: '大同實業', reference: 'K4T-9QX' }],
    count: 1,
    details,
    ...over,
  };
}

function told(line: JournalLine, locale: Locale = 'en', me: string | null = null): string {
  const t = words.get(locale)?.getFixedT(locale, 'journal');
  if (!t) throw new Error('no words');
  return sentenceOf(line, t, locale, me)
    .parts.map(({ text }) => text)
    .join('');
}

/** Every kind that this version writes, with the details it carries. */
const entries: readonly (readonly [string, JournalLine['details']])[] = [
  ['vault.create', {}],
  ['session.login', {}],
  ['session.loginFailed', { count: 3 }],
  ['session.lock', {}],
  ['login.rules', {}],
  ['login.factorOn', {}],
  ['login.factorOff', {}],
  ['login.factorOffFor', {}],
  ['login.code', {}],
  ['login.pinOn', {}],
  ['login.pinOff', {}],
  ['session.lockedOut', { count: 20, minutes: 10 }],
  ['password.change', {}],
  ['password.ask', {}],
  ['password.rekey', {}],
  ['password.renew', {}],
  ['password.reset', {}],
  ['password.confirm', {}],
  ['password.dispute', {}],
  ['password.slip', {}],
  ['password.slipVoid', {}],
  ['password.bySlip', {}],
  ['staff.certify', { role: 'manager' }],
  ['staff.name', {}],
  ['staff.worksFor', {}],
  ['staff.revoke', { keys: 12, requests: 0, customers: 3, to: 'pool' }],
  ['vault.databaseKey', {}],
  ['vault.headerBack', { at: 1_790_000_000_000 }],
  ['staff.freeze', { reason: 'unusual' }],
  ['staff.thaw', {}],
  ['staff.role', { role: 'manager', before: 'salesperson' }],
  ['staff.cover', { until: 1_790_000_000_000 }],
  ['staff.endCover', {}],
  ['staff.keys', {}],
  ['staff.owed', {}],
  ['account.code', { until: 1_790_000_000_000 }],
  ['account.codeEnd', {}],
  ['account.join', {}],
  ['account.end', {}],
  ['staff.deputy', { may: 'add reset', until: 1_790_000_000_000 }],
  ['staff.endDeputy', {}],
  ['staff.give', {}],
  ['staff.oneOwner', {}],
  ['roots.renew', {}],
  ['roots.take', {}],
  ['staff.inviteMake', { role: 'salesperson' }],
  ['staff.inviteEnd', { how: 'accepted' }],
  ['book.create', {}],
  ['policy.set', {}],
  ['customer.create', { fields: 'name,phones' }],
  ['customer.update', { fields: 'phones,birthday' }],
  ['customer.bin', {}],
  ['customer.restore', {}],
  ['customer.undo', {}],
  ['customer.reveal', { reason: 'call' }],
  ['customer.revealRestricted', { field: 'idNumber' }],
  ['customer.move', { to: 'person' }],
  ['note.add', { noteKind: 'visit' }],
  ['note.update', {}],
  ['note.remove', {}],
  ['import.begin', { rows: 5000 }],
  ['import.rows', { rows: 1000 }],
  ['import.end', { rows: 4980, problems: 20 }],
  ['import.undo', { rows: 4980 }],
  ['import.edit', {}],
  ['import.mend', {}],
  ['import.dismiss', {}],
  ['export.request', { rows: 60, columns: 9 }],
  ['export.withdraw', {}],
  ['export.preview', {}],
  ['export.approve', { rows: 60, columns: 8 }],
  ['export.deny', {}],
  ['export.done', { rows: 60 }],
  ['export.expire', {}],
  ['export.refused', {}],
  ['preview.start', {}],
  ['draft.save', {}],
  ['refused', { call: 'exports.decide', code: 'ownRequest', count: 1 }],
  ['terms.publish', { version: 2 }],
  ['terms.sign', { version: 2, hash: 'ab' }],
  ['journal.verify', {}],
  ['journal.export', {}],
  ['journal.checkpoint', {}],
  ['clock.behind', { days: 2 }],
  ['clock.ahead', { days: 365 }],
  ['clock.set', { days: 2_912_000 }],
  ['quarantine.end', { entries: 2, rows: 1 }],
  ['quarantine.raise', { code: 'rowChanged' }],
];

describe.each(locales)('sentences in %s', (locale) => {
  test.each(entries)('%s is told with and without its details', (kind, details) => {
    for (const line of [aLine(kind, details), aLine(kind), aLine(kind, {}, { objects: [], count: 0, actor: null })]) {
      const sentence = told(line, locale);
      expect(sentence.length).toBeGreaterThan(2);
      expect(sentence).not.toMatch(/[{}\uE000-\uE002]|undefined|NaN|plural/);
    }
  });

  test('an unknown kind is told plainly', () => {
    expect(told(aLine('deal.win'), locale)).toContain('deal.win');
    expect(told(aLine('deal.win'), locale)).toContain('大同實業');
    expect(told(aLine('toString'), locale)).toContain('toString');
  });
});

test('no kind is without a sentence, and no sentence without a kind', () => {
  expect(Object.keys(tellings).sort()).toEqual(entries.map(([kind]) => kind).sort());
});

test('a sentence reads as a person would say it', () => {
  expect(told(aLine('customer.reveal', { reason: 'call' }))).toBe(
    '王芳 had the contact details of 大同實業 shown · reason: call',
  );
  expect(told(aLine('customer.reveal', { reason: 'call' }), 'zh-TW')).toBe(
    '王芳查看了大同實業的聯絡方式 · 事由：打電話',
  );
  expect(told(aLine('customer.update', { fields: 'phones,birthday' }))).toBe(
    '王芳 changed phones and birthday of 大同實業',
  );
  expect(told(aLine('customer.move', { to: 'pool' }), 'zh-CN')).toBe('王芳把大同實業移交给公海');
  expect(told(aLine('import.end', { rows: 4980, problems: 20 }))).toBe(
    '王芳 finished an import: 4,980 rows in, 20 set aside',
  );
  expect(told(aLine('refused', { call: 'exports.decide', code: 'ownRequest', count: 4 }))).toBe(
    '王芳 tried 4 times to decide on an export and was refused',
  );
});

test('who may not read the customer sees a reference number, many are counted', () => {
  const nameless = aLine(
    'customer.bin',
    {},
    { objects: [{ id: tatung, kind: 'customer', name: null, reference: 'K4T-9QX' }] },
  );
  expect(told(nameless)).toBe('王芳 put customer K4T-9QX into the bin');
  const chen = { id: 'CCCCCCCCCCCCCCCCCCCCCC', kind: 'person', name: '陳大文', reference: 'P' } as const;
  const handed = aLine('customer.move', { to: 'person' }, { count: 60, objects: [chen, ...aLine('x').objects] });
  expect(told(handed)).toBe('王芳 handed 60 customers to 陳大文');
  expect(told({ ...handed, count: 1 })).toBe('王芳 handed 大同實業 to 陳大文');
  const under = { id: tatung, kind: 'person', name: '小李', reference: 'P' } as const;
  expect(told(aLine('staff.worksFor', {}, { objects: [under, chen], count: 2 }))).toBe('王芳 put 小李 under 陳大文');
});

test('the page of one’s own activity says "you", and an alarm is an alarm', () => {
  expect(told(aLine('session.login'), 'en', wang)).toBe('You logged in');
  const t = words.get('en')?.getFixedT('en', 'journal');
  expect(t && sentenceOf(aLine('quarantine.raise', { code: 'rowChanged' }), t, 'en').tone).toBe('alarm');
  expect(t && sentenceOf(aLine('refused', {}), t, 'en').tone).toBe('refusal');
});

test('a name leads to what it names, whatever characters it holds', () => {
  const t = words.get('en')?.getFixedT('en', 'journal');
  if (!t) throw new Error('no words');
  const odd = aLine(
    'customer.bin',
    {},
    { objects: [{ id: tatung, kind: 'customer', name: `{actor} <b>'#`, reference: 'X' }] },
  );
  expect(sentenceOf(odd, t, 'en').parts).toEqual([
    { text: '王芳', name: true, reference: { kind: 'person', id: wang } },
    { text: ' put ', name: false, reference: null },
    { text: `{actor} <b>'#`, name: true, reference: { kind: 'customer', id: tatung } },
    { text: ' into the bin', name: false, reference: null },
  ]);
});
