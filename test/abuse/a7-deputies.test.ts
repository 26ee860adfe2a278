import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import { fieldClasses } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Authority } from '../../main/vault/journal/authority.ts';
import { noDeed } from '../../main/vault/journal/deputies.ts';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import type { Person } from '../../main/vault/journal/person.ts';
import type { TestProcess } from '../support/testVault.ts';
import { type Scene, aScene, nameDeputy } from './scene.ts';

// What a deputy may sign, item by item: Lee, a manager who leads nobody, whom the owner has named for everything.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const day = 86_400_000;
const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';
const as = (name: string): Promise<TestProcess> => scene.office.as(name);
const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const newcomer: Id = 'Z'.repeat(22).slice(0, 21) + 'Q';
const book: Id = 'Y'.repeat(21) + 'Q';
const keys = { sign: bytes(1), box: bytes(2), slot: 1 };

const leave = (may: Input<'deputies.name'>['may'] = ['add', 'reset', 'approve'], to = 'Lee'): Promise<number> =>
  nameDeputy(scene.office, to, may);
const signs = (person: Person | undefined) => ({ sign: person?.sign ?? bytes(0), box: person?.box ?? bytes(0) });
const certificate = (role: 'owner' | 'manager' | 'salesperson' | 'service' | 'auditor', user = newcomer) =>
  ({ t: 'certificate', user, role, ...keys }) as const;
const rekey = (user: Id, cause: 'reset' | 'asked' = 'reset') =>
  ({ t: 'rekey', user, ...keys, slot: 99, cause }) as const;
const ownBook = (kind: 'person' | 'desk' | 'pool', person: Id | null = newcomer, id = book) =>
  ({ t: 'book', book: id, kind, person }) as const;
const bookKey = (of: Id, fieldClass: 'work' | 'contact', generation = 1) =>
  ({ t: 'bookKey', book: of, class: fieldClass, generation, public: bytes(3), commitment: bytes(4) }) as const;

interface At {
  readonly by?: string;
  readonly time?: number;
  readonly byRoot?: boolean;
}
/** What the journal of somebody's session would say to items as one entry: why the last one is refused, or null. */
async function asked<T>(
  work: (say: (items: readonly AuthorityItem[], at?: At) => string | null, authority: () => Authority) => T,
): Promise<T> {
  const session = await as('Ann');
  const chain = session.process.vault?.chain;
  if (chain === undefined) throw new Error('no vault');
  const say = (
    items: readonly AuthorityItem[],
    { by = 'Lee', time = scene.office.clock.time, byRoot = false }: At = {},
  ) => {
    chain.reload();
    chain.authority.now = time;
    const place = { actor: userOf(by), byRoot, n: 1, time, vault: '', prev: bytes(0), deed: noDeed() };
    const refusals = items.map((item) => chain.authority.apply(item, place));
    expect(refusals.slice(0, -1).every((refusal) => refusal === null)).toBe(true);
    return refusals.at(-1) ?? null;
  };
  const done = work(say, () => chain.authority);
  chain.reload();
  await session.end();
  return done;
}

test('A7 a deputy makes nobody who approves, owns or audits, and no key for anybody of these', async () => {
  await leave();
  await asked((say, authority) => {
    const known = (name: string) => ({
      ...certificate('service', userOf(name)),
      ...signs(authority().person(userOf(name))),
    });
    for (const items of [
      [known('Ann')],
      [known('May')],
      [certificate('owner')],
      [certificate('manager')],
      [certificate('auditor')],
      [certificate('owner', userOf('Lee'))],
      [certificate('salesperson', userOf('Ann'))],
      [{ ...certificate('service'), slot: 2 }],
      [certificate('service'), certificate('service', book)],
      [certificate('service'), rekey(userOf('Ann'))],
      [rekey(userOf('Ann')), certificate('service')],
      [rekey(userOf('Ann')), rekey(userOf('Bob'))],
      [rekey(userOf('Owner'))],
      [rekey(userOf('May'))],
      [rekey(userOf('Lee'))],
      [rekey(userOf('Ann'), 'asked')],
      [{ t: 'rekeyAsked', user: userOf('Ann'), ...keys } as const],
    ])
      expect(say(items), JSON.stringify(items)).not.toBeNull();
  });
});

test('nor any right, book, key or leader beyond what is the newcomer’s own', async () => {
  await leave();
  await asked((say, authority) => {
    const pool = authority().bookOf('pool')?.book ?? '';
    const anns = authority().bookOf('person', userOf('Ann'))?.book ?? '';
    const { time } = scene.office.clock;
    const leads = (user: Id, name: string) => ({ t: 'worksFor', user, manager: userOf(name) }) as const;
    const read = (user: Id, of: Id, until: number | null) =>
      ({ t: 'grant', user, book: of, class: 'contact', right: 'read', until }) as const;
    for (const items of [
      [leads(userOf('Ann'), 'Lee')],
      [certificate('salesperson'), leads(userOf('Ann'), 'Lee')],
      [certificate('salesperson'), leads(newcomer, 'Ann')],
      [certificate('salesperson'), ownBook('desk'), leads(newcomer, 'Lee')],
      [ownBook('desk', userOf('Ann'))],
      [certificate('salesperson'), ownBook('desk', userOf('Ann'))],
      [certificate('salesperson'), ownBook('pool', null)],
      [certificate('salesperson'), ownBook('pool')],
      [certificate('service'), ownBook('person')],
      [certificate('salesperson'), ownBook('desk'), ownBook('desk', newcomer, newcomer)],
      [rekey(userOf('Ann')), ownBook('person', userOf('Ann'))],
      [bookKey(pool, 'contact', 2)],
      [certificate('service'), bookKey(pool, 'contact', 2)],
      [certificate('service'), ownBook('desk'), bookKey(book, 'work', 2)],
      [certificate('service'), ownBook('desk'), bookKey(book, 'contact')],
      [certificate('salesperson'), read(newcomer, pool, null)],
      [certificate('salesperson'), read(newcomer, anns, time + day)],
      [read(userOf('Lee'), anns, time + day)],
      [{ t: 'deputy', user: userOf('Lee'), may: ['add'] as ('add' | 'reset')[], until: time + 90 * day } as const],
      [{ t: 'revoke', user: userOf('Ann') } as const],
      [{ t: 'ready', user: userOf('Lee') } as const],
    ])
      expect(say(items), JSON.stringify(items)).not.toBeNull();
  });
});

test('a deputy does what was left to them and no more, before its day and not after', async () => {
  const until = await leave(['add']);
  await asked((say) => {
    expect(say([certificate('service')])).toBeNull();
    expect(say([certificate('service')], { by: 'May' })).toBe('rootSignatureMissing');
    expect(say([rekey(userOf('Ann'))])).toBe('deputyNotAllowed');
    expect(say([certificate('service')], { time: until - 1 })).toBeNull();
    expect(say([certificate('service')], { time: until })).toBe('deputyNotAllowed');
  });
  await leave(['reset']);
  await asked((say) => {
    expect(say([rekey(userOf('Ann'))])).toBeNull();
    expect(say([certificate('service')])).toBe('deputyNotAllowed');
  });
  await leave(['approve']);
  await asked((say) => {
    expect(say([rekey(userOf('Ann'))])).toBe('deputyNotAllowed');
    expect(say([certificate('service')])).toBe('deputyNotAllowed');
  });
});

test('nobody is a deputy while stopped, in another role, or under keys that somebody else may know; nobody stopped is let in by a reset', async () => {
  await leave();
  await asked((_, authority) => {
    const { time } = scene.office.clock;
    const as = (name: string, byRoot = false) => ({
      actor: userOf(name),
      byRoot,
      n: 1,
      time,
      vault: '',
      prev: bytes(0),
      deed: noDeed(),
    });
    const lee = () => authority().person(userOf('Lee'));
    const deputises = () => {
      authority().now = time;
      return authority().deputises(userOf('Lee'), 'add');
    };
    const whole = lee();
    expect(deputises()).toBe(true);
    for (const [item, place] of [
      [{ t: 'freeze', user: userOf('Lee') }, as('May')],
      [{ t: 'rekeyAsked', user: userOf('Lee'), ...keys, slot: 99 }, as('Lee')],
      [rekey(userOf('Lee')), as('Owner', true)],
      [{ ...certificate('salesperson', userOf('Lee')), ...signs(whole) }, as('Owner', true)],
      [{ t: 'revoke', user: userOf('Lee') }, as('Owner', true)],
    ] as const) {
      expect(authority().apply(item, place), item.t).toBeNull();
      expect(deputises(), item.t).toBe(false);
      if (whole !== undefined) authority().people.set(userOf('Lee'), whole);
    }
    authority().apply({ t: 'freeze', user: userOf('Ann') }, as('May'));
    expect(authority().apply(rekey(userOf('Ann')), as('Lee'))).toBe('deputyNotAllowed');
    expect(authority().apply(rekey(userOf('Bob')), as('Lee'))).toBeNull();
  });
});

test('even ROOT names no deputy who is no manager, nor beyond a quarter of a year, nor for a day that is past', async () => {
  await asked((say) => {
    const named = (name: string, ahead: number) =>
      say([{ t: 'deputy', user: userOf(name), may: ['add'], until: scene.office.clock.time + ahead }], {
        by: 'Owner',
        byRoot: true,
      });
    for (const name of ['Ann', 'Sue', 'Owner']) expect(named(name, day), name).toBe('deputyInvalid');
    expect(named('May', 0)).toBe('deputyInvalid');
    expect(named('May', 93 * day)).toBe('deputyInvalid');
    expect(named('May', day)).toBeNull();
  });
});

test('whom a deputy adds or lets in again reads in nobody’s books what the deputy does not read, and an owner reads all of theirs', async () => {
  await leave();
  const leads = { t: 'worksFor' as const, user: newcomer, manager: userOf('May') };
  await asked((say, authority) => {
    for (const items of [
      [certificate('service'), ownBook('desk'), bookKey(book, 'work')],
      [certificate('salesperson'), leads, ownBook('person')],
      [rekey(userOf('Bob')), ownBook('desk', userOf('Bob'))],
      [rekey(userOf('Sue')), ownBook('desk', userOf('Sue'))],
    ]) {
      expect(say(items)).toBeNull();
      const user = items[0]?.t === 'rekey' ? items[0].user : newcomer;
      const places = [...authority().books.keys()].flatMap((each) => fieldClasses.map((name) => [each, name] as const));
      const read = places.filter(([each, name]) => authority().mayRead(user, [each], name));
      expect(read.length).toBeGreaterThan(0);
      for (const [each, name] of read)
        if (each !== book) expect(authority().mayRead(userOf('Lee'), [each], name), `${each} ${name}`).toBe(true);
      expect(authority().mayWrite(userOf('Owner'), [book], 'work')).toBe(true);
      // What the deputy made, and what the former password opened, an owner's next login makes anew.
      const made = items.flatMap((item) => (item.t === 'bookKey' ? [`${item.book}/${item.class}`] : []));
      const held = [...(authority().grants.get(user) ?? [])].flatMap(([name, { right }]) =>
        items[0]?.t === 'rekey' && right !== 'deliver' && !name.startsWith(book) ? [name] : [],
      );
      expect([...authority().keysDue]).toEqual(expect.arrayContaining([...made, ...held]));
    }
  });
});
