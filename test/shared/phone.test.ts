import { describe, expect, it } from 'vitest';
import { displayPhone, normalisePhone, phoneLookupDigits } from '#shared/domain/phone.ts';
import { constantMask, maskPhone } from '#shared/domain/mask.ts';

describe('telephone numbers', () => {
  it.each([
    ['(02) 2771-1234 #12', 'TW', '+886227711234', 'fixed', '12'],
    ['電話：(04)2234-5678分機23', 'TW', '+886422345678', 'fixed', '23'],
    ['０９１２－３４５－６７８', 'TW', '+886912345678', 'mobile', null],
    ['912345678', 'TW', '+886912345678', 'mobile', null],
    ['13800138000', 'TW', '+8613800138000', 'mobile', null],
    ['0912345678', 'CN', '+886912345678', 'mobile', null],
    ['021-6234 5678转801', 'CN', '+862162345678', 'fixed', '801'],
    ['0086 138 0013 8000', 'TW', '+8613800138000', 'mobile', null],
    ['+86 138 0013 8000', undefined, '+8613800138000', 'mobile', null],
    ['138 0013 8000', undefined, '+8613800138000', 'mobile', null],
    ['020 7946 0018', 'GB', '+442079460018', 'fixed', null],
    ['886-2-2771-1234', 'TW', '+886227711234', 'fixed', null],
    ['0800-000-123', 'TW', '+886800000123', 'unknown', null],
  ] as const)('%s in %s', (text, country, e164, kind, extension) => {
    expect(normalisePhone(text, country)).toEqual({ e164, digits: e164.slice(1), kind, extension });
  });

  it.each(['12345', 'no number', '', '王 0912345678', '+886 12', '8.86912E+11'])('"%s" is none', (text) => {
    expect(normalisePhone(text, 'TW').e164).toBeNull();
  });

  it('is shown as in its country, else with its code', () => {
    expect(displayPhone('(02)27711234#12', 'TW')).toBe('02 2771 1234 #12');
    expect(displayPhone('+8613800138000', 'TW')).toBe('+86 138 0013 8000');
    expect(displayPhone(' 內線 12 號 ', 'TW')).toBe('內線 12 號');
  });

  it('meets itself in every form it is typed in', () => {
    const forms = [
      '0912345678',
      '0912-345-678',
      '+886 912 345 678',
      '886912345678',
      '００８８６９１２３４５６７８',
      '0912 345 678 #5',
      '002 886 912345678',
    ];
    const stored = phoneLookupDigits('0912-345-678');
    expect(forms.filter((form) => !phoneLookupDigits(form).some((digits) => stored.includes(digits)))).toEqual([]);
    expect(
      phoneLookupDigits('021-62345678', 'CN').some((digits) =>
        phoneLookupDigits('021 6234 5678', 'TW').includes(digits),
      ),
    ).toBe(true);
  });

  it('never meets a part of a number, or another number', () => {
    const stored = phoneLookupDigits('0912-345-678');
    const others = ['912345', '345678', '0912345679', '09123456', '5678', ''];
    expect(others.filter((other) => phoneLookupDigits(other).some((digits) => stored.includes(digits)))).toEqual([]);
  });
});

describe('masks', () => {
  it('shows the last three digits of a number of seven and more, and nothing of its extension', () => {
    expect(maskPhone('0912-345-678', 'mobile')).toBe('•••• 678');
    expect(maskPhone('(02) 2771-1234 #567', 'fixed')).toBe('•• •••• 234');
    expect(maskPhone('０９１２３４５６７８', 'mobile')).toBe('•••• 678');
    expect(maskPhone('2771-123', 'unknown')).toBe('•••• 123');
    expect(maskPhone('771-123', 'unknown')).toBe(constantMask);
    expect(maskPhone('ask 王芳', 'unknown')).toBe(constantMask);
    expect(maskPhone('02 2771 1234 分機 999', 'fixed')).toBe('•• •••• 234');
  });
});
