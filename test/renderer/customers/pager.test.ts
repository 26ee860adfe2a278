import { describe, expect, it } from 'vitest';
import { filteredBy, firstQuery } from '../../../renderer/features/customers/listQuery.ts';
import { createPager } from '../../../renderer/features/customers/pager.ts';
import type { Answer } from '../../../renderer/features/customers/pages.ts';
import { aRow } from './rows.ts';

interface Asked {
  readonly search: string | undefined;
  readonly answer: (answer: Answer) => void;
  readonly refuse: (failure: Error) => void;
}

function aPager() {
  const asked: Asked[] = [];
  const pager = createPager(
    (query) =>
      new Promise((answer, refuse) => {
        asked.push({ search: query.filter.search, answer, refuse });
      }),
  );
  return { pager, asked };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const one = (n: number): Answer => ({ rows: [aRow(n)], next: null, total: 1 });
const everything = firstQuery('en');
const wang = filteredBy(everything, { search: '王' });

describe('the pager', () => {
  it('shows the former rows until the new search is answered, and never an answer of the past', async () => {
    const { pager, asked } = aPager();
    pager.show(everything);
    asked[0]?.answer(one(1));
    await settle();
    expect(pager.state().pages.head.pages[0]?.rows[0]?.name).toBe('Firm 1');

    pager.show(filteredBy(everything, { search: '大' }));
    pager.show(wang);
    asked[1]?.answer(one(2));
    await settle();
    expect(pager.state().pages.head.pages[0]?.rows[0]?.name).toBe('Firm 1');
    expect(asked[2]?.search).toBe('王');
    asked[2]?.answer(one(3));
    await settle();
    expect(pager.state()).toMatchObject({ shown: wang, loading: false });
    expect(pager.state().pages.head.pages[0]?.rows[0]?.name).toBe('Firm 3');
  });

  it('fetches again what is in sight after a change', async () => {
    const { pager, asked } = aPager();
    pager.show(everything);
    asked[0]?.answer(one(1));
    await settle();
    pager.refresh();
    expect(pager.state().pages.head.loaded).toBe(1);
    asked[1]?.answer(one(5));
    await settle();
    expect(pager.state().pages.head.pages[0]?.rows[0]?.name).toBe('Firm 5');
  });

  it('keeps a failure to be shown, and tries again when asked', async () => {
    const { pager, asked } = aPager();
    const failure = new Error('refused');
    pager.show(everything);
    asked[0]?.refuse(failure);
    await settle();
    expect(pager.state()).toMatchObject({ failure, loading: false });
    pager.retry();
    asked[1]?.answer(one(1));
    await settle();
    expect(pager.state().failure).toBeNull();
    expect(pager.state().pages.head.loaded).toBe(1);
  });

  it('forgets everything for whoever logs in next', async () => {
    const { pager, asked } = aPager();
    pager.show(everything);
    pager.forget();
    asked[0]?.answer(one(1));
    await settle();
    expect(pager.state().pages.head.loaded).toBe(0);
    expect(pager.state().shown).toBeNull();
  });
});
