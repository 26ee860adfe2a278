import { describe, expect, it } from 'vitest';
import { customerInput } from '#shared/contract/customers.ts';
import { checkIdentityNumber } from '#shared/domain/identityNumber.ts';
import { normalisePhone } from '#shared/domain/phone.ts';
import { checkTaxId } from '#shared/domain/taxId.ts';
import { demoPeople, generateCustomers } from '../../scripts/demo/office.ts';

const customers = [...generateCustomers(7, 2000)];

describe('the sample office', () => {
  it('is the same for the same seed, another for another', () => {
    expect([...generateCustomers(7, 50)]).toEqual(customers.slice(0, 50));
    expect([...generateCustomers(8, 50)]).not.toEqual(customers.slice(0, 50));
    expect(demoPeople(7)).toEqual(demoPeople(7));
  });

  it('has as many customers as asked for, all of which the contract takes', () => {
    const schema = customerInput.omit({ company: true }).partial().required({ kind: true, name: true });
    expect(customers).toHaveLength(2000);
    expect(customers.flatMap(({ fields }) => schema.safeParse(fields).error?.issues ?? [])).toEqual([]);
  });

  it('has valid numbers only', () => {
    const fields = customers.map((customer) => customer.fields);
    const phones = fields.flatMap((one) => one.phones ?? []).map(({ value }) => value);
    // fixed mainland numbers stand there as people of the mainland write them
    expect(
      phones.filter((value) => normalisePhone(value, 'TW').e164 === null && normalisePhone(value, 'CN').e164 === null),
    ).toEqual([]);
    expect(fields.flatMap(({ taxId }) => taxId ?? []).filter((taxId) => checkTaxId(taxId) !== 'valid')).toEqual([]);
    expect(
      fields.flatMap(({ idNumber }) => idNumber ?? []).filter((number) => checkIdentityNumber(number) !== 'valid'),
    ).toEqual([]);
    expect(
      fields
        .flatMap(({ emails }) => emails ?? [])
        .filter(({ value }) => !/^[a-z.]+\d*@[a-z]+\d+\.example$/u.test(value)),
    ).toEqual([]);
  });

  it('links contact persons to a firm before them, looked after by the same person', () => {
    const wrong = customers.filter(({ firm, fields, responsible }, index) => {
      if (firm === null) return false;
      const employer = customers[firm];
      return (
        fields.kind !== 'person' ||
        firm >= index ||
        employer?.fields.kind !== 'firm' ||
        employer.responsible !== responsible
      );
    });
    expect(wrong).toEqual([]);
    expect(customers.filter(({ firm }) => firm !== null).length).toBeGreaterThan(400);
  });

  it('is varied: names, languages, notes, whose they are', () => {
    const names = customers.map(({ fields }) => fields.name);
    expect(new Set(names).size / names.length).toBeGreaterThan(0.75);
    expect(names.filter((name) => /^[A-Za-zÀ-ÿ .&]+$/u.test(name)).length).toBeGreaterThan(100);
    const notes = customers.flatMap((customer) => customer.notes.map(({ text }) => text));
    expect(notes.length).toBeGreaterThan(1500);
    expect(new Set(notes).size / notes.length).toBeGreaterThan(0.6);
    expect(notes.filter((text) => /[{}]|undefined/u.test(text))).toEqual([]);
    for (const whose of [null, 2, 3])
      expect(customers.filter(({ responsible }) => responsible === whose).length).toBeGreaterThan(200);
  });

  it('has five people with passwords that are long enough', () => {
    const people = demoPeople(1);
    expect(people.map(({ role }) => role)).toEqual(['owner', 'manager', 'salesperson', 'salesperson', 'service']);
    expect(people.filter(({ password }) => password.length < 15)).toEqual([]);
  });
});
