import { type ListQuery } from './listQuery.ts';

/** The customers' share of where somebody is. */
export interface KeptPlace {
  readonly query: ListQuery;
  readonly active: number;
  readonly scrollTop: number;
}

const texts = ['search', 'tag', 'responsible', 'company'] as const;
const sorts = ['name', 'created', 'changed', 'lastContact'] as const satisfies readonly ListQuery['sort'][];
const collations = ['pinyin', 'stroke'] as const satisfies readonly ListQuery['collation'][];

function fields(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** What was kept, or null where this version of the program does not understand it. */
export function readKeptPlace(kept: unknown): KeptPlace | null {
  const place = fields(kept);
  const query = fields(place?.['query']);
  const from = fields(query?.['filter']);
  if (place === null || query === null || from === null) return null;
  const sort = sorts.find((known) => known === query['sort']);
  const collation = collations.find((known) => known === query['collation']);
  const { active, scrollTop } = place;
  if (sort === undefined || collation === undefined || typeof query['descending'] !== 'boolean') return null;
  if (!Number.isSafeInteger(active) || typeof scrollTop !== 'number' || !(scrollTop >= 0)) return null;
  const kind = from['kind'] === 'firm' || from['kind'] === 'person' ? { kind: from['kind'] as 'firm' | 'person' } : {};
  const filter = {
    ...Object.fromEntries(texts.flatMap((name) => (typeof from[name] === 'string' ? [[name, from[name]]] : []))),
    ...kind,
    ...(from['binned'] === true ? { binned: true } : {}),
  };
  return { query: { filter, sort, descending: query['descending'], collation }, active: Number(active), scrollTop };
}
