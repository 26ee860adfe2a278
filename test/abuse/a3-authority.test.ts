import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import { randomBytes } from '../../main/vault/keys/crypto.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

async function attack<T>(name: string, work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}

/** What an attacker would like the office's authority to say. */
function wishes(by: Attacker): AuthorityItem[] {
  const items = by.bodies().flatMap((body) => body.items);
  const policy = items.find((item) => item.t === 'policy');
  const mine = items.find((item) => item.t === 'certificate' && item.user === by.user);
  const bobs = items.find(
    (item) => item.t === 'book' && item.kind === 'person' && item.person === scene.office.people.get('Bob')?.user,
  );
  if (policy?.t !== 'policy' || mine?.t !== 'certificate' || bobs?.t !== 'book') throw new Error('not found');
  const classes = { ...policy.policy.classes, phones: 'card' as const };
  return [
    { t: 'policy', policy: { ...policy.policy, classes } },
    { t: 'policy', policy: { ...policy.policy, exports: { ...policy.policy.exports, freeContactRows: 1_000_000 } } },
    { t: 'policy', policy: { ...policy.policy, cards: 'shared' } },
    { ...mine, role: 'owner' },
    { t: 'grant', user: by.user, book: bobs.book, class: 'contact', right: 'write', until: null },
    { t: 'worksFor', user: bobs.person ?? '', manager: by.user },
  ];
}

test('A3 policy, roles, grants written by anybody but ROOT are not applied, and the entry is named', async () => {
  const count = await attack('Ann', (ann) => wishes(ann).length);
  for (let i = 0; i < count; i += 1) {
    for (const rootSig of [undefined, randomBytes(64)]) {
      scene.restore();
      const sequence = await attack('Ann', (ann) => {
        const [wish] = wishes(ann).slice(i, i + 1);
        return ann.append(
          {
            kind: 'policy.change',
            items: wish === undefined ? [] : [wish],
          },
          rootSig === undefined ? {} : { rootSig },
        ).seq;
      });
      dropView(scene.office, 'Ann');
      const ann = await scene.office.as('Ann');
      expect(await quarantineOf(ann)).toEqual({ code: 'signatureInvalid', sequence });
      expect(await ann.call('session.me', {})).toMatchObject({ role: 'salesperson', office: { cards: 'private' } });
      expect(await namesIn(ann)).not.toContain('永豐貿易');
      const shown = await ann.call('customers.get', { id: scene.anns });
      expect(shown.phones[0]?.value).toMatchObject({ kind: 'masked' });
      await ann.end();
    }
  }
});

test.each([
  ['another’s customer to oneself', 'Ann', 'Bob', 'Ann'],
  ['one’s own customer to the pool', 'Ann', 'Ann', 'pool'],
  ['a customer of somebody whom this manager does not lead', 'Lee', 'Bob', 'pool'],
] as const)('A3 a move by somebody who may not move does not count: %s', async (_, by, from, to) => {
  const moved = from === 'Bob' ? scene.bobs : scene.anns;
  const sequence = await attack(by, (ann) => {
    const booksOf = (customer: string) =>
      ann
        .all<{ book: string }>('SELECT DISTINCT book FROM record_keys WHERE subject = ?', customer)
        .map(({ book }) => book);
    return ann.append({
      kind: 'customer.move',
      items: [{ t: 'move' }],
      subjects: [
        {
          id: moved,
          kind: 'customer',
          books: booksOf(to === 'pool' ? scene.pooled : scene.anns),
          from: booksOf(moved),
          rows: [],
          keys: [],
        },
      ],
    }).seq;
  });
  const session = await scene.office.as(from);
  expect(await quarantineOf(session)).toEqual({ code: 'notAuthorised', sequence });
  expect(await namesIn(session)).toContain(from === 'Bob' ? '永豐貿易' : '大同實業');
  await session.end();
});

test('A3 an entry of authority hidden from those after it is noticed', async () => {
  const sequence = await attack('Ann', (ann) => {
    const hidden = ann.bodies().findLast((body) => body.items.length > 0);
    return ann.append({ kind: 'note.add', authority: hidden?.authority ?? null }).seq;
  });
  const bob = await scene.office.as('Bob');
  expect(await quarantineOf(bob)).toEqual({ code: 'journalBroken', sequence });
  expect((await bob.call('journal.verify', {})).broken).toEqual({ sequence, reason: 'authorityHidden' });
  await bob.end();
});

test('A3 an entry of authority taken out, and all after it fitted again, is noticed and nothing of it applied', async () => {
  // Bob’s certificate vanishes; Ann signs what does not fit any more herself.
  const bob = scene.office.people.get('Bob')?.user;
  const sequence = await attack('Ann', (ann) => {
    const bodies = ann.bodies();
    const at = bodies.findIndex((body) => body.items.some((item) => item.t === 'certificate' && item.user === bob));
    ann.rewrite(bodies.filter((_, i) => i !== at));
    return at + 1;
  });
  dropView(scene.office, 'May');
  const may = await scene.office.as('May');
  expect((await quarantineOf(may))?.code).toMatch(/journalBroken|journalTruncated/);
  expect((await may.call('journal.verify', {})).broken?.sequence).toBe(sequence);
  await may.end();
});

test('A3 a forged past is not believed because a later entry was seen: its signatures are checked again', async () => {
  const sequence = await attack('Ann', (ann) => {
    // Ann becomes owner in the last entry of ROOT; what everybody has seen last stands as it was.
    const wish = wishes(ann).find((item) => item.t === 'certificate');
    const at = ann.entries().findLast((entry) => entry.root_sig !== null)?.seq ?? 0;
    const seen = ann.entries().at(-1);
    ann.rewrite(
      ann
        .bodies()
        .map((body) => (body.seq === at && wish !== undefined ? { ...body, items: [...body.items, wish] } : body)),
    );
    ann.run(
      'UPDATE journal SET body = ?, sig = ?, hash = ? WHERE seq = ?',
      seen?.body,
      seen?.sig,
      seen?.hash,
      seen?.seq,
    );
    return at;
  });
  dropView(scene.office, 'Ann');
  const ann = await scene.office.as('Ann');
  expect(await ann.call('session.me', {})).toMatchObject({ role: 'salesperson' });
  expect(await quarantineOf(ann)).toMatchObject({ code: 'signatureInvalid', sequence });
  expect(await namesIn(ann)).not.toContain('永豐貿易');
  await ann.end();
});
