import { describe, expect, it } from 'vitest';
import {
  activeFilters,
  filteredBy,
  firstQuery,
  queryKey,
  sortedBy,
  withoutFilters,
} from '../../../renderer/features/customers/listQuery.ts';

describe('the query of the list', () => {
  it('orders Chinese names as its readers do', () => {
    expect(firstQuery('zh-TW').collation).toBe('stroke');
    expect(firstQuery('zh-CN').collation).toBe('pinyin');
  });

  it('starts dates with the newest and turns round the second time', () => {
    const byChange = sortedBy(firstQuery('en'), 'changed');
    expect(byChange).toMatchObject({ sort: 'changed', descending: true });
    expect(sortedBy(byChange, 'changed').descending).toBe(false);
    expect(sortedBy(byChange, 'name')).toMatchObject({ sort: 'name', descending: false });
  });

  it('drops empty filters and keeps the bin when filters are cleared', () => {
    const filtered = filteredBy(filteredBy(firstQuery('en'), { search: '王', tag: 'VIP', binned: true }), {
      search: '',
    });
    expect(filtered.filter).toEqual({ tag: 'VIP', binned: true });
    expect(activeFilters(filtered.filter)).toEqual(['tag']);
    expect(withoutFilters(filtered).filter).toEqual({ binned: true });
  });

  it('knows equal queries whatever order their filters were set in', () => {
    const one = filteredBy(filteredBy(firstQuery('en'), { tag: 'a' }), { kind: 'firm' });
    const other = filteredBy(filteredBy(firstQuery('en'), { kind: 'firm' }), { tag: 'a' });
    expect(queryKey(one)).toBe(queryKey(other));
    expect(queryKey(one)).not.toBe(queryKey(sortedBy(one, 'created')));
  });
});
