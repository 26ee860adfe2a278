import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerFieldNames, fieldClasses } from '#shared/domain/fields.ts';
import { idFromBytes } from '#shared/domain/ids.ts';
import { actions, roles } from '#shared/domain/roles.ts';
import { firstPolicy, minimumPasswordLength, permits } from '../../main/vault/access/policy.ts';
import { approvalsNeeded, mayDecide } from '../../main/vault/access/approvals.ts';
import { type Treatment, fieldClass, treatment } from '../../main/vault/access/treatment.ts';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import { Authority } from '../../main/vault/journal/authority.ts';
import { noDeed } from '../../main/vault/journal/deputies.ts';
import { type BookKind, bookKinds } from '../../main/vault/journal/items.ts';
import { exportColumns } from '#shared/domain/fields.ts';

const users = [1, 2, 3].map((i) => idFromBytes(new Uint8Array(16).fill(i)));
const books = [11, 12, 13].map((i) => idFromBytes(new Uint8Array(16).fill(i)));
const key = new Uint8Array(32);

/** Any office: who is what, whose the books are, and any grants at all. */
/** Under ROOT's signature. */
const rooted = (time: number) => ({
  actor: null,
  byRoot: true,
  n: 1,
  time,
  vault: users[0] ?? '',
  prev: key,
  deed: noDeed(),
});

const office = fc
  .record({
    roles: fc.tuple(...users.map(() => fc.constantFrom(...roles))),
    kinds: fc.tuple(...books.map(() => fc.constantFrom<BookKind>(...bookKinds))),
    persons: fc.tuple(...books.map(() => fc.option(fc.constantFrom(...users)))),
    managers: fc.tuple(...users.map(() => fc.option(fc.constantFrom(...users)))),
    cards: fc.constantFrom('private' as const, 'shared' as const),
    grants: fc.array(
      fc.record({
        user: fc.constantFrom(...users),
        book: fc.constantFrom(...books),
        class: fc.constantFrom(...fieldClasses),
        right: fc.constantFrom('read' as const, 'write' as const, 'deliver' as const, 'none' as const),
      }),
      { maxLength: 30 },
    ),
  })
  .map((drawn) => {
    const authority = new Authority();
    const context = rooted(1);
    authority.apply(
      { t: 'policy', policy: firstPolicy({ cards: drawn.cards, customers: 'both', size: 'few' }) },
      context,
    );
    users.forEach((user, i) =>
      authority.apply(
        { t: 'certificate', user, role: drawn.roles[i] ?? 'auditor', sign: key, box: key, slot: 1 },
        context,
      ),
    );
    users.forEach((user, i) => authority.apply({ t: 'worksFor', user, manager: drawn.managers[i] ?? null }, context));
    books.forEach((book, i) =>
      authority.apply({ t: 'book', book, kind: drawn.kinds[i] ?? 'desk', person: drawn.persons[i] ?? null }, context),
    );
    for (const grant of drawn.grants) authority.apply({ t: 'grant', ...grant, until: null }, context);
    return authority;
  });
const anyUser = fc.constantFrom(...users);
const someBooks = fc.subarray(books, { minLength: 1 });
const more: Record<Treatment, number> = { absent: 0, masked: 1, reveal: 2, clear: 3 };

test('a value is clear or can be revealed only where a grant to read its class is there', () => {
  fc.assert(
    fc.property(office, anyUser, someBooks, fc.constantFrom(...fieldClasses), (authority, user, held, name) => {
      const viewer = { user, role: authority.person(user)?.role ?? 'auditor' };
      const how = treatment(viewer, name, held, authority);
      expect(how === 'absent' || how === 'masked' || authority.mayRead(user, held, name)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('taking a grant away never shows more', () => {
  fc.assert(
    fc.property(
      office,
      anyUser,
      someBooks,
      fc.constantFrom(...books),
      fc.constantFrom(...fieldClasses),
      (authority, user, held, book, name) => {
        const viewer = { user, role: authority.person(user)?.role ?? 'auditor' };
        const before = fieldClasses.map((each) => treatment(viewer, each, held, authority));
        authority.apply({ t: 'grant', user, book, class: name, right: 'none', until: null }, rooted(2));
        fieldClasses.forEach((each, i) =>
          expect(more[treatment(viewer, each, held, authority)]).toBeLessThanOrEqual(more[before[i] ?? 'absent']),
        );
      },
    ),
  );
});

test('an auditor sees nothing of any customer, and nobody a field that policy does not name', () => {
  fc.assert(
    fc.property(office, anyUser, someBooks, fc.string(), (authority, user, held, field) => {
      for (const name of fieldClasses)
        expect(treatment({ user, role: 'auditor' }, name, held, authority)).toBe('absent');
      const role = authority.person(user)?.role ?? 'auditor';
      if (!customerFieldNames.some((known) => known === field))
        expect(treatment({ user, role }, fieldClass(field, authority.policy), held, authority)).toBe('absent');
    }),
  );
  for (const field of ['__proto__', 'constructor', 'toString'])
    expect(fieldClass(field, firstPolicy({ cards: 'private', customers: 'both', size: 'few' }))).toBeNull();
});

test('protected fields are clear for nobody', () => {
  fc.assert(
    fc.property(office, anyUser, someBooks, (authority, user, held) => {
      const viewer = { user, role: authority.person(user)?.role ?? 'auditor' };
      expect(treatment(viewer, 'contact', held, authority)).not.toBe('clear');
      expect(treatment(viewer, 'restricted', held, authority)).not.toBe('clear');
    }),
  );
});

test('only ROOT changes who may what: without its signature every item of authority that gives anything is refused', () => {
  fc.assert(
    fc.property(
      office,
      anyUser,
      fc.constantFrom(...books),
      fc.constantFrom(...fieldClasses),
      (authority, user, book, name) => {
        const before = JSON.stringify([
          [...authority.people],
          [...authority.grants].map(([who, of]) => [who, [...of]]),
        ]);
        const by = { ...rooted(2), actor: user, byRoot: false };
        const deputy: AuthorityItem = { t: 'deputy', user, may: ['add', 'approve'], until: 9e15 };
        for (const item of [
          { t: 'grant', user, book, class: name, right: 'write', until: null },
          { t: 'revoke', user: users[0] ?? '' },
          { t: 'rekey', user: users[0] ?? '', sign: key, box: key, slot: 9, cause: 'reset' },
          deputy,
          { t: 'databaseKey', generation: 1, commitment: key },
          { t: 'newRoot', public: key, recovery: key, proof: key },
          { t: 'certificate', user, role: 'owner', sign: key, box: key, slot: 9 },
          { t: 'worksFor', user: users[0] ?? '', manager: user },
          { t: 'policy', policy: firstPolicy({ cards: 'shared', customers: 'both', size: 'few' }) },
          { t: 'book', book: idFromBytes(new Uint8Array(16).fill(99)), kind: 'pool', person: null },
          { t: 'bookKey', book, class: name, generation: 1, public: key, commitment: key },
          { t: 'device', device: user, public: key },
          { t: 'root', public: key, recovery: key },
        ] as const)
          expect(authority.apply(item, by)).not.toBeNull();
        expect(JSON.stringify([[...authority.people], [...authority.grants].map(([who, of]) => [who, [...of]])])).toBe(
          before,
        );
      },
    ),
  );
});

test('every role and action has an answer, the owner’s is yes but for a slip of paper, and unknown ones are refused', () => {
  for (const role of roles) for (const action of actions) expect(typeof permits(role, action)).toBe('boolean');
  for (const action of actions) expect(permits('owner', action)).toBe(action !== 'passwords.slip');
  fc.assert(
    fc.property(fc.constantFrom(...roles), fc.string(), (role, action) => {
      if (!actions.some((known) => known === action)) expect(permits(role, action as 'customers.read')).toBe(false);
    }),
  );
  for (const role of roles) expect(minimumPasswordLength(role)).toBeGreaterThanOrEqual(12);
});

test('more rows or clearer columns never need fewer approvals, and nobody decides on their own request', () => {
  const policy = firstPolicy({ cards: 'private', customers: 'both', size: 'few' });
  const columns = fc.array(
    fc.record({
      column: fc.constantFrom(...exportColumns),
      treatment: fc.constantFrom('clear' as const, 'masked' as const, 'dropped' as const),
    }),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(columns, fc.nat(2_000), fc.nat(2_000), (asked, rows, extra) => {
      const needed = approvalsNeeded(asked, rows, policy);
      expect(approvalsNeeded(asked, rows + extra, policy)).toBeGreaterThanOrEqual(needed);
      const clearer = asked.map((each) => ({ ...each, treatment: 'clear' as const }));
      expect(approvalsNeeded(clearer, rows, policy)).toBeGreaterThanOrEqual(needed);
    }),
  );
  fc.assert(
    fc.property(office, anyUser, anyUser, (authority, decider, requester) => {
      if (mayDecide(authority, decider, requester)) {
        expect(decider).not.toBe(requester);
        expect(['owner', 'manager']).toContain(authority.person(decider)?.role);
      }
    }),
  );
});
