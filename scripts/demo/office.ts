import type { CustomerInput } from '#shared/contract/customers.ts';
import { displayPhone } from '#shared/domain/phone.ts';
import { nextSteps, notePatterns, noteWords } from './notes.ts';
import { aPhone, aTaxId, anIdentityNumber } from './numbers.ts';
import { seededRandom, type Random } from './random.ts';
import {
  brands,
  firmEndings,
  firstNames,
  givenNames,
  lastNames,
  places,
  surnames,
  tags,
  titles,
  trades,
  type Region,
} from './words.ts';

/** A member of the sample office; the first one is the owner. */
export interface DemoPerson {
  readonly name: string;
  readonly role: 'owner' | 'manager' | 'salesperson' | 'service';
  /** Index of the manager this person works for. */
  readonly worksFor: number | null;
  /** Three words; at least 15 characters for owner and approver. */
  readonly password: string;
}

export interface DemoNote {
  readonly kind: 'note' | 'call' | 'message' | 'visit';
  readonly text: string;
}

/** One customer of the sample office. */
export interface DemoCustomer {
  /** Ready for `customers.create`; the firm is named by `firm`. */
  readonly fields: Partial<Omit<CustomerInput, 'company'>> & Pick<CustomerInput, 'kind' | 'name'>;
  /** Of a contact person: how many customers before this one the firm came (its index in the sequence). */
  readonly firm: number | null;
  readonly notes: readonly DemoNote[];
  /** Index in `demoPeople`, null for the pool. A contact person is looked after by whoever has the firm. */
  readonly responsible: number | null;
}

export const demoCompany = '恆昌國際貿易有限公司';

const words =
  'amber anchor autumn bamboo basket bridge candle canyon cedar cobalt copper coral dragon ember falcon garden ginger harbor indigo island jasmine kettle lantern lemon maple marble meadow monsoon orchid pepper pigeon planet pocket quartz ribbon saddle salmon silver sparrow teapot thunder tunnel velvet violet walnut willow window winter'.split(
    ' ',
  );

function threeWords(random: Random): string[] {
  const picked = new Set<string>();
  while (picked.size < 3) picked.add(random.pick(words));
  return [...picked];
}

/** The five people of the sample office, with passwords that depend on the seed. */
export function demoPeople(seed: number): DemoPerson[] {
  const random = seededRandom(seed ^ 0x5eed);
  const people = [
    ['林淑芬', 'owner', null],
    ['陳國華', 'manager', null],
    ['王芳', 'salesperson', 1],
    ['Kevin Wu', 'salesperson', 1],
    ['張雅婷', 'service', null],
  ] as const;
  return people.map(([name, role, worksFor]) => ({
    name,
    role,
    worksFor,
    password: `${threeWords(random).join('-')}-${10 + random.integer(90)}`,
  }));
}

const salespeople = [2, 3] as const;

interface Place {
  readonly address: string;
  readonly areaCode: string;
  readonly district: string;
}

function aPlace(random: Random, region: Region): Place {
  const number = 1 + random.integer(380);
  switch (region) {
    case 'taiwan': {
      const [city, streets, areaCode] = random.pick(places.taiwan);
      const floor = random.chance(0.6) ? `${2 + random.integer(14)}樓` : '';
      return { address: `${city}${random.pick<string>(streets)}${number}號${floor}`, areaCode, district: '' };
    }
    case 'mainland': {
      const [city, streets, areaCode, district] = random.pick(places.mainland);
      const room = random.chance(0.6) ? `${2 + random.integer(20)}楼${random.integer(20) + 1}室` : '';
      return { address: `${city}${random.pick<string>(streets)}${number}号${room}`, areaCode, district };
    }
    case 'english': {
      const [city, streets] = random.pick(places.english);
      return { address: `${number} ${random.pick<string>(streets)}, ${city}`, areaCode: '', district: '' };
    }
  }
}

interface Named {
  readonly name: string;
  readonly latin: string;
}

function aName(random: Random, region: Region): Named {
  const first = random.pick(firstNames);
  if (region === 'english') {
    const last = random.pick(lastNames);
    return { name: `${first} ${last}`, latin: `${first}.${last}` };
  }
  const surname = random.pick<string>(surnames[region]);
  const [characters = '', spelling = ''] = [surname.replace(/[A-Za-z]/gu, ''), surname.replace(/[^A-Za-z]/gu, '')];
  return { name: characters + random.pick<string>(givenNames[region]), latin: `${first}.${spelling}` };
}

function aFirmName(random: Random, region: Region, place: Place): string {
  const [brand, trade, ending] = [
    random.pick<string>(brands[region]),
    random.pick<string>(trades[region]),
    random.pick<string>(firmEndings[region]),
  ];
  if (region === 'english') return `${brand} ${trade} ${ending}`;
  const city = /(?:省|^)(..)市/u.exec(place.address)?.[1] ?? '';
  return `${region === 'mainland' && random.chance(0.7) ? city : ''}${brand}${trade}${ending}`;
}

/** Letters and digits for an address of a domain that can never exist (RFC 2606). */
function anEmail(random: Random, latin: string): string {
  const local = latin
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z.]/gu, '');
  return `${local}${random.chance(0.5) ? random.integer(100) : ''}@${random.pick(['mail', 'post', 'office', 'firma', 'trade'])}${random.integer(40)}.example`;
}

function aBirthday(random: Random): string {
  return `${1950 + random.integer(53)}-${String(1 + random.integer(12)).padStart(2, '0')}-${String(1 + random.integer(28)).padStart(2, '0')}`;
}

function someTags(random: Random, region: Region): string[] {
  const count = random.pick([0, 0, 1, 1, 1, 2, 3]);
  return [...new Set(Array.from({ length: count }, () => random.pick<string>(tags[region])))];
}

function filled(random: Random, region: Region, pattern: string): string {
  const words = noteWords[region];
  return pattern.replace(/\{(\w+)\}/gu, (whole, word: string) => {
    switch (word) {
      case 'product':
      case 'when':
      case 'soon':
      case 'who':
      case 'boss':
        return random.pick(words[word]);
      case 'brand':
        return random.pick(brands.taiwan);
      case 'count':
        return String(10 * (1 + random.integer(80)));
      case 'percent':
        return String(2 + random.integer(9));
      case 'amount':
        return (1000 * (3 + random.integer(400))).toLocaleString('en-US');
      default:
        return whole;
    }
  });
}

function someNotes(random: Random, region: Region): DemoNote[] {
  const count = random.pick([0, 1, 1, 1, 2, 2, 3, 5]);
  return Array.from({ length: count }, () => {
    const kind = random.pick(['call', 'call', 'visit', 'message', 'note'] as const);
    const next = random.chance(0.55) ? `${region === 'english' ? ' ' : ''}${random.pick(nextSteps[region])}` : '';
    return { kind, text: filled(random, region, random.pick(notePatterns[region][kind]) + next) };
  });
}

function phonesOf(random: Random, region: Region, place: Place, mobile: boolean): CustomerInput['phones'] {
  const phones: CustomerInput['phones'] = [];
  if (mobile)
    phones.push({
      label: region === 'english' ? 'work' : 'mobile',
      value: displayPhone(aPhone(random, region, 'mobile', ''), 'TW'),
    });
  if (!mobile || (region !== 'english' && random.chance(0.3))) {
    const extension = random.chance(0.3) ? ` #${10 + random.integer(290)}` : '';
    phones.push({
      label: 'work',
      value: displayPhone(
        aPhone(random, region, 'fixed', place.areaCode) + extension,
        region === 'mainland' ? 'CN' : 'TW',
      ),
    });
  }
  return phones;
}

function aFirm(random: Random, region: Region, place: Place): DemoCustomer['fields'] {
  const { latin } = aName(random, region);
  return {
    kind: 'firm',
    name: aFirmName(random, region, place),
    ...(random.chance(0.85) && { taxId: aTaxId(random, region, place.district) }),
    phones: phonesOf(random, region, place, false),
    ...(random.chance(0.7) && {
      emails: [{ label: 'work', value: anEmail(random, random.chance(0.5) ? 'service' : latin) }],
    }),
    ...(random.chance(0.8) && { addresses: [{ label: 'work', value: place.address }] }),
    ...(random.chance(0.1) && { bankAccount: `${random.digits(3)}-${random.digits(12)}` }),
    tags: someTags(random, region),
  };
}

function aPerson(random: Random, region: Region, place: Place, ofFirm: boolean): DemoCustomer['fields'] {
  const { name, latin } = aName(random, region);
  const birthday = aBirthday(random);
  const account =
    latin
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z]/gu, '') + random.digits(3);
  return {
    kind: 'person',
    name,
    ...(ofFirm && { title: random.pick<string>(titles[region]) }),
    phones: phonesOf(random, region, place, true),
    ...(random.chance(0.6) && { emails: [{ label: ofFirm ? 'work' : 'home', value: anEmail(random, latin) }] }),
    ...(!ofFirm && random.chance(0.6) && { addresses: [{ label: 'home', value: place.address }] }),
    ...(region === 'taiwan' && random.chance(0.5) && { line: account }),
    ...(region === 'mainland' && random.chance(0.7) && { wechat: account }),
    ...(random.chance(0.3) && { birthday }),
    ...(region !== 'english' &&
      !ofFirm &&
      random.chance(0.12) && { idNumber: anIdentityNumber(random, region, place.district, birthday) }),
    tags: ofFirm ? [] : someTags(random, region),
  };
}

/** Makes `count` customers, the same ones for the same seed: firms, their contact persons right behind them, persons. */
export function* generateCustomers(seed: number, count: number): Generator<DemoCustomer> {
  const random = seededRandom(seed);
  let made = 0;
  while (made < count) {
    const region = random.pick([
      'taiwan',
      'taiwan',
      'taiwan',
      'taiwan',
      'taiwan',
      'mainland',
      'mainland',
      'mainland',
      'english',
    ] as const);
    const responsible = random.chance(0.15) ? null : random.pick(salespeople);
    const place = aPlace(random, region);
    const isFirm = random.chance(0.5);
    const firm = made;
    yield {
      fields: isFirm ? aFirm(random, region, place) : aPerson(random, region, place, false),
      firm: null,
      notes: someNotes(random, region),
      responsible,
    };
    made += 1;
    const contacts = isFirm ? random.pick([0, 1, 1, 1, 2]) : 0;
    for (let contact = 0; contact < contacts && made < count; contact++) {
      const notes = random.chance(0.3) ? someNotes(random, region) : [];
      yield { fields: aPerson(random, region, place, true), firm, notes, responsible };
      made += 1;
    }
  }
}
