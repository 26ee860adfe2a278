import type { Input, Output } from '#shared/contract/index.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import { offerFile } from '../../support/parser.ts';
import type { TestOffice, TestProcess } from '../../support/testVault.ts';

type Progress = {
  import: string;
  state: string;
  code: string | null;
  rows: number;
  imported: number;
  problems: number;
};

/** Every line of the list as this person sees it, newest first. */
export async function everyone(who: TestProcess): Promise<Output<'customers.list'>['rows']> {
  const rows: Output<'customers.list'>['rows'] = [];
  for (let after: string | null = null; ;) {
    const page: Output<'customers.list'> = await who.call('customers.list', {
      filter: {},
      sort: 'created',
      descending: true,
      collation: 'pinyin',
      after,
      limit: 500,
    });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

export async function found(who: TestProcess, search: string): Promise<Output<'customers.list'>['rows']> {
  const { rows } = await who.call('customers.list', {
    filter: { search },
    sort: 'name',
    descending: false,
    collation: 'pinyin',
    after: null,
    limit: 50,
  });
  return rows;
}

export function progressOf(who: TestProcess, id: string): Progress[] {
  return who.events.flatMap(({ name, payload }) =>
    name === 'imports.progress' && (payload as Progress).import === id ? [payload as Progress] : [],
  );
}

/** Waits until an import says that it runs no more. */
export async function ended(who: TestProcess, id: string): Promise<Progress> {
  for (;;) {
    const over = progressOf(who, id).find(({ state }) => state !== 'running');
    if (over !== undefined) return over;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function opened(
  office: TestOffice,
  who: TestProcess,
  content: Buffer | string,
): Promise<Output<'imports.open'> & { mapping: ImportTarget[] }> {
  const file = await who.call('imports.open', { token: offerFile(office, content) });
  return { ...file, mapping: file.columns.map(({ guess }) => guess) };
}

/** Takes a whole list in (or one that was opened) as guessed; every name in it that is guessed goes to whom it means. */
export async function takeIn(
  office: TestOffice,
  who: TestProcess,
  content: Buffer | string | Awaited<ReturnType<typeof opened>>,
  choices: Partial<Input<'imports.start'>> = {},
): Promise<Progress> {
  const file = typeof content === 'object' && 'import' in content ? content : await opened(office, who, content);
  const mapping = choices.mapping ?? file.mapping;
  const { responsible } = await who.call('imports.preview', { import: file.import, mapping });
  await who.call('imports.start', {
    import: file.import,
    mapping,
    people: responsible.flatMap(({ value, guess }) => (guess === null ? [] : [{ value, to: guess }])),
    otherwise: 'pool',
    duplicates: 'skip',
    customerKind: 'firm',
    ...choices,
  });
  return ended(who, file.import);
}
