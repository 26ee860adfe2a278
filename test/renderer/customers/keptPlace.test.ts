import { expect, test } from 'vitest';
import { readKeptPlace } from '../../../renderer/features/customers/keptPlace.ts';
import { firstQuery, filteredBy } from '../../../renderer/features/customers/listQuery.ts';

test('a kept place is read as it was written, and nothing else', () => {
  const query = filteredBy(firstQuery('zh-TW'), { search: '大同', kind: 'firm', binned: true });
  const place = { query, active: 12, scrollTop: 432.5 };
  expect(readKeptPlace(JSON.parse(JSON.stringify(place)))).toEqual(place);
  const odd: unknown = JSON.parse(
    '{"query":{"filter":{"search":7,"__proto__":{"x":1},"kind":"ship"},"sort":"name","descending":false,"collation":"pinyin"},"active":-1,"scrollTop":0}',
  );
  expect(readKeptPlace(odd)?.query.filter).toEqual({});
  for (const bad of [undefined, null, [], 'x', {}, { ...place, scrollTop: -1 }, { ...place, active: 0.5 }])
    expect(readKeptPlace(bad)).toBeNull();
  expect(readKeptPlace({ ...place, query: { ...query, sort: 'phone' } })).toBeNull();
});
