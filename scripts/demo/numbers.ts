import { checkIdentityNumber } from '#shared/domain/identityNumber.ts';
import { normalisePhone } from '#shared/domain/phone.ts';
import { checkTaxId } from '#shared/domain/taxId.ts';
import type { Random } from './random.ts';
import type { Region } from './words.ts';

/** The first made one that passes. */
function until(make: () => string, passes: (made: string) => boolean): string {
  for (let tries = 0; tries < 1000; tries++) {
    const made = make();
    if (passes(made)) return made;
  }
  throw new Error('No valid number was found');
}

/** A tax number with a right check digit (of nobody in particular). */
export function aTaxId(random: Random, region: Region, district: string): string {
  const valid = (made: string): boolean => checkTaxId(made) === 'valid';
  switch (region) {
    case 'taiwan':
      return until(() => random.digits(8), valid);
    case 'mainland': {
      const body = `91${district}MA${random.digits(7)}`;
      const last = '0123456789ABCDEFGHJKLMNPQRTUWXY';
      let at = 0;
      return until(() => body + (last[at++] ?? '0'), valid);
    }
    case 'english':
      return `GB${random.digits(9)}`;
  }
}

/** An identity number with a right check digit. */
export function anIdentityNumber(
  random: Random,
  region: 'taiwan' | 'mainland',
  district: string,
  birthday: string,
): string {
  const body =
    region === 'taiwan'
      ? `${random.pick('ABCDEFGHJKNPQTUVX'.split(''))}${1 + random.integer(2)}${random.digits(7)}`
      : `${district}${birthday.replaceAll('-', '')}${random.digits(3)}`;
  let at = 0;
  return until(
    () => body + ('0123456789X'[at++] ?? '0'),
    (made) => checkIdentityNumber(made) === 'valid',
  );
}

/**
 * A telephone number that could be dialled in the region. English ones are from the fixed ranges kept for drama (Ofcom:
 * 020 7946 0xxx, 0161 496 0xxx …); Taiwan and the mainland keep none, so theirs are only well formed.
 */
export function aPhone(random: Random, region: Region, kind: 'mobile' | 'fixed', areaCode: string): string {
  const country = region === 'taiwan' ? 'TW' : region === 'mainland' ? 'CN' : 'GB';
  const make = (): string => {
    switch (region) {
      case 'taiwan':
        return kind === 'mobile'
          ? `09${random.pick(['10', '12', '18', '21', '32', '35', '56', '72', '88'])}-${random.digits(3)}-${random.digits(3)}`
          : `(${areaCode})${2 + random.integer(7)}${random.digits(areaCode === '02' || areaCode === '04' ? 3 : 2)}-${random.digits(4)}`;
      case 'mainland':
        return kind === 'mobile'
          ? `1${random.pick(['38', '39', '36', '50', '58', '59', '86', '88', '77'])} ${random.digits(4)} ${random.digits(4)}`
          : `${areaCode}-${2 + random.integer(7)}${random.digits(7)}`;
      case 'english':
        return `+44 ${random.pick(['20 7946', '113 496', '117 496', '121 496', '161 496'])} 0${random.digits(3)}`;
    }
  };
  return until(make, (made) => normalisePhone(made, country).e164 !== null);
}
