import { describe, expect, it } from 'vitest';
import {
  type Chosen,
  choose,
  chosenCount,
  isChosen,
  mostChosen,
  nothingChosen,
  selectionOf,
} from '../../../renderer/features/customers/chosen.ts';

const shown = ['a', 'b', 'c', 'd'];
const toggle = (chosen: Chosen, id: string) =>
  choose(chosen, { type: 'toggle', id, index: shown.indexOf(id), shown, whole: true });

describe('the selection', () => {
  it('takes a row in and out', () => {
    const some = toggle(toggle(nothingChosen, 'a'), 'c');
    expect(isChosen(some, 'a') && isChosen(some, 'c')).toBe(true);
    expect(toggle(toggle(some, 'a'), 'c')).toEqual(nothingChosen);
  });

  it('extends from where it began', () => {
    const some = choose(toggle(nothingChosen, 'b'), { type: 'extend', ids: ['b', 'c', 'd'], index: 3 });
    expect(chosenCount(some, 4)).toBe(3);
    expect(some).toMatchObject({ kind: 'some', anchor: 1 });
  });

  it('names everything by the filter, so that rows never fetched are meant too', () => {
    const all = choose(nothingChosen, { type: 'all' });
    expect(selectionOf(all, { search: '王' })).toEqual({ kind: 'filter', filter: { search: '王' } });
    expect(chosenCount(all, 2_000)).toBe(2_000);
    expect(chosenCount(all, null)).toBeNull();
  });

  it('turns all into all but one where every row is here, and into nothing where it cannot be said', () => {
    const all: Chosen = { kind: 'all' };
    expect(selectionOf(toggle(all, 'b'), {})).toEqual({ kind: 'ids', ids: ['a', 'c', 'd'] });
    expect(choose(all, { type: 'toggle', id: 'b', index: 1, shown, whole: false })).toEqual(nothingChosen);
  });

  it('never names more than a call may carry', () => {
    const many = Array.from({ length: mostChosen + 10 }, (_, index) => `id${index}`);
    const some = choose(nothingChosen, { type: 'extend', ids: many, index: 0 });
    expect(chosenCount(some, null)).toBe(mostChosen);
  });
});
