import type { PhoneKind } from './phone.ts';

/** What is shown of a value of which nothing may be shown. */
export const constantMask = '••••';

/**
 * Mask of a telephone number: its kind and last three digits where it has at least seven digits (a fixed line shows
 * the place of its area code), else the constant. The extension and everything else of the number stay out.
 */
export function maskPhone(text: string, kind: PhoneKind): string {
  const digits = (text.normalize('NFKC').split(/[#a-z分轉转內内]/iu)[0] ?? '').replace(/\D/gu, '');
  if (digits.length < 7) return constantMask;
  return `${kind === 'fixed' ? '•• ' : ''}${constantMask} ${digits.slice(-3)}`;
}
