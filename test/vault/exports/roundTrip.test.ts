import { afterAll, beforeAll, expect, test } from 'vitest';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportColumns } from '#shared/domain/fields.ts';
import { guessTargets } from '../../../main/vault/imports/headers.rules.ts';
import { readRow } from '../../../main/vault/imports/rows.rules.ts';
import { type TestOffice, type TestProcess, openTestVault, ownerPassword } from '../../support/testVault.ts';
import { ids, saved, target } from './desk.ts';

let office: TestOffice & { owner: TestProcess };
beforeAll(async () => {
  office = await openTestVault();
});
afterAll(async () => {
  rmSync(dirname(target(office)), { recursive: true, force: true });
  await office.close();
});

const fields = {
  kind: 'person' as const,
  name: '王小明',
  title: '經理',
  taxId: '12345675',
  tags: ['vip', '展場'],
  phones: [
    { label: 'mobile' as const, value: '0912-345-678' },
    { label: 'work' as const, value: '+886 2 2771 1234' },
  ],
  emails: [{ label: 'work' as const, value: 'ming@example.tw' }],
  addresses: [{ label: 'work' as const, value: '台北市信義區松高路1號' }],
  wechat: 'ming_w',
  line: 'ming-line',
  birthday: '1990-05-06',
  idNumber: 'A123456789',
  bankAccount: '012-345678901234',
};

test.each(['en', 'zh-CN', 'zh-TW'] as const)(
  'every field leaves in a file headed in %s that our own import reads back',
  async (locale) => {
    const { owner } = office;
    const firm = await owner.call('customers.create', {
      fields: { kind: 'firm', name: '大同實業', taxId: '04595257' },
    });
    const person = await owner.call('customers.create', { fields: { ...fields, company: firm.id } });
    await owner.call('notes.add', { customer: person.id, kind: 'call', text: 'first\n"quoted", second line' });
    const { id } = await owner.call('exports.request', {
      selection: ids([person.id]),
      columns: exportColumns.map((column) => ({ column, treatment: 'clear' as const })),
      purpose: 'Moving',
      recipient: 'Ourselves',
      locale,
    });
    // The owner alone: released by the program after a day.
    expect(await owner.call('exports.get', { id })).toMatchObject({ state: 'waiting', canDecide: false });
    office.clock.time += 24 * 3_600_000;
    await owner.call('exports.decide', {
      id,
      decision: {
        kind: 'approve',
        columns: exportColumns.map((column) => ({ column, treatment: 'clear' })),
        password: ownerPassword,
      },
    });
    const [headers = [], cells = []] = await saved(office, owner, id);
    expect(headers).toHaveLength(exportColumns.length);
    const guesses = guessTargets(
      headers,
      cells.map((cell) => [cell]),
    );
    const mapping = guesses.map(({ target: to }) => to);
    const read = readRow(cells, mapping, { headers, kind: 'person', country: 'TW' });
    expect(read.problems).toEqual([]);
    expect(read.company).toBe('大同實業');
    expect(read.companyTaxId ?? read.fields.taxId).toBe('12345675');
    expect(read.notes).toContain('first\n"quoted", second line');
    expect(read.responsible).toBe('Owner');
    const { title, tags, emails, addresses, wechat, line, birthday, idNumber, bankAccount, name } = fields;
    expect(read.fields).toMatchObject({
      title,
      tags,
      emails,
      addresses,
      wechat,
      line,
      birthday,
      idNumber,
      bankAccount,
      name,
    });
    expect(read.fields.phones?.map(({ value }) => value.replace(/\D/gu, '').slice(-8))).toEqual([
      '12345678',
      '27711234',
    ]);
  },
);
