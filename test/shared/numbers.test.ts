import { describe, expect, it } from 'vitest';
import { parseDate } from '#shared/domain/calendar.ts';
import { checkIdentityNumber } from '#shared/domain/identityNumber.ts';
import { checkTaxId } from '#shared/domain/taxId.ts';

describe('tax numbers', () => {
  // 04595257 and 10458575 are the examples of the Taiwanese ministry's paper; 10458574 is valid by its rule of the seven
  it.each(['04595257', '10458575', '10458574', '０４５９５２５７', '0459 5257'])('Taiwan %s', (number) => {
    expect(checkTaxId(number)).toBe('valid');
  });
  it('Taiwan since 2023: divisible by 5, no longer only by 10', () => {
    // digit sum 35 and 36
    expect(checkTaxId('04595252')).toBe('valid');
    expect(checkTaxId('04595253')).toBe('invalid');
  });
  // the example of GB 32100-2015 is 91350100M000100Y43
  it.each([
    ['91350100M000100Y43', 'valid'],
    ['91350100m000100y43', 'valid'],
    ['91350100M000100Y44', 'invalid'],
    ['91350100O000100Y43', 'invalid'],
  ])('mainland %s', (number, wanted) => {
    expect(checkTaxId(number)).toBe(wanted);
  });
  // DE136695976 is the example of the German authority's paper on the check digit
  it.each([
    ['DE136695976', 'valid'],
    ['DE136695975', 'invalid'],
    ['NL123456789B01', 'valid'],
    ['NL123456789', 'invalid'],
    ['GB 123 4567 89', 'valid'],
    ['ATU12345678', 'valid'],
    ['AT12345678', 'invalid'],
  ])('VAT %s', (number, wanted) => {
    expect(checkTaxId(number)).toBe(wanted);
  });
  it.each(['', '1234567', '123456789', 'none', '台灣'])('cannot say about "%s"', (number) => {
    expect(checkTaxId(number)).toBe('unknown');
  });
  it('finds every single wrong digit of a mainland number', () => {
    const right = '91350100M000100Y43';
    for (let at = 0; at < 18; at++) {
      for (const digit of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        const changed = right.slice(0, at) + digit + right.slice(at + 1);
        expect([changed, checkTaxId(changed)]).toEqual([changed, changed === right ? 'valid' : 'invalid']);
      }
    }
  });
});

describe('identity numbers', () => {
  // the examples of GB 11643-1999, and the usual one of Taiwan's rule
  it.each(['A123456789', 'a123456789', '11010519491231002X', '440524188001010014', 'A800000014'])(
    '%s is right',
    (number) => {
      expect(checkIdentityNumber(number)).toBe('valid');
    },
  );
  it.each([
    'A123456788',
    'A323456789',
    '110105194912310029',
    '440524188001010015',
    '11010519491331002X',
    '110105194912310020',
  ])('%s is wrong', (number) => {
    expect(checkIdentityNumber(number)).toBe('invalid');
  });
  it.each(['', 'X1234567', '12345678', 'passport'])('cannot say about "%s"', (number) => {
    expect(checkIdentityNumber(number)).toBe('unknown');
  });
});

describe('dates as typed', () => {
  it.each([
    ['114/11/21', '2025-11-21'],
    ['1141121', '2025-11-21'],
    ['741121', '1985-11-21'],
    ['民國74年5月6日', '1985-05-06'],
    ['74.5.6', '1985-05-06'],
    ['１１４／１１／２１', '2025-11-21'],
    ['2025-11-21', '2025-11-21'],
    ['20251121', '2025-11-21'],
    ['2025年11月21日', '2025-11-21'],
    ['2025/1/2', '2025-01-02'],
    ['21.11.2025', '2025-11-21'],
    ['03.04.1990', '1990-04-03'],
    ['11/21/2025', '2025-11-21'],
    ['21/11/2025', '2025-11-21'],
    ['4/4/1990', '1990-04-04'],
    ['21 Nov 2025', '2025-11-21'],
    ['November 21, 2025', '2025-11-21'],
    ['1990-05-01T00:00:00Z', '1990-05-01'],
    ['1990/5/1 上午 12:00:00', '1990-05-01'],
    ['5/1', '--05-01'],
    ['--05-01', '--05-01'],
    ['5月1日', '--05-01'],
    ['2/29', '--02-29'],
    ['2024/2/29', '2024-02-29'],
  ])('%s is %s', (text, wanted) => {
    expect(parseDate(text)).toBe(wanted);
  });
  it.each([
    '',
    'soon',
    '03/04/1990',
    '114/13/01',
    '2025/2/29',
    '1900/2/29',
    '0/0/0',
    '99999999',
    '12',
    '2025/11',
    '1141321',
    'Foo 3, 2020',
  ])('"%s" is none, or two', (text) => {
    expect(parseDate(text)).toBeNull();
  });
  it('settles a doubtful one by the order of its file', () => {
    expect(parseDate('03/04/1990', 'dayFirst')).toBe('1990-04-03');
    expect(parseDate('03/04/1990', 'monthFirst')).toBe('1990-03-04');
  });
});
