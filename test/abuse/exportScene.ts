import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { type Desk, openDesk, target } from '../vault/exports/desk.ts';
import type { TestOffice } from '../support/testVault.ts';
import { type Attacker, asAttacker, keepOffice } from './asAttacker.ts';

/** An office of salespeople and managers with all sessions over, put back to this state at will. */
export interface ExportScene {
  readonly office: TestOffice;
  readonly annas: readonly Id[];
  readonly bobs: readonly Id[];
  /** A customer of the pool whose phone number no salesperson has a key for. */
  readonly pooled: Id;
  readonly restore: () => void;
  readonly close: () => Promise<void>;
  /** What a member of staff does with a script, no program running. */
  readonly attack: <T>(name: string, work: (attacker: Attacker) => T) => Promise<T>;
}

export const pooledPhone = '0955-123-456';

export async function anExportScene(): Promise<ExportScene> {
  const desk: Desk = await openDesk(10);
  const { office, annas, bobs } = desk;
  const { id: pooled } = await office.owner.call('customers.create', {
    fields: { kind: 'firm', name: '公海百貨', phones: [{ label: 'work', value: pooledPhone }] },
    responsible: 'pool',
  });
  for (const session of [desk.ann, desk.bob, desk.may, office.owner]) await session.end();
  const kept = keepOffice(office);
  return {
    office,
    annas,
    bobs,
    pooled,
    restore: kept.restore,
    close: async () => {
      rmSync(dirname(target(office)), { recursive: true, force: true });
      await office.close();
      kept.remove();
    },
    attack: async (name, work) => {
      const attacker = await asAttacker(office, name);
      try {
        return work(attacker);
      } finally {
        attacker.close();
      }
    },
  };
}

/** Does something in somebody's session, which ends afterwards. */
export async function during<T>(
  { office }: ExportScene,
  name: string,
  work: (session: Awaited<ReturnType<TestOffice['as']>>) => Promise<T>,
): Promise<T> {
  const session = await office.as(name);
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}
