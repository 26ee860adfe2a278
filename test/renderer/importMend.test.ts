import { expect, test } from 'vitest';
import { mendCells } from '../../renderer/features/imports/mendRow.ts';
import { heardProgress } from '../../renderer/features/imports/importProgress.ts';

const mapping = ['name', 'taxId', 'phone', 'ignore'] as const;

test('cells with a problem and the name come first, columns left out not at all', () => {
  const { first, others, whole } = mendCells(mapping, [{ column: 1, target: 'taxId', code: 'taxIdInvalid' }]);
  expect(first.map(({ target }) => target)).toEqual(['name', 'taxId']);
  expect(others.map(({ target }) => target)).toEqual(['phone']);
  expect(whole).toEqual([]);
});

test('a missing name stands at the name, a problem of the whole row at the row', () => {
  const missing = { column: null, target: null, code: 'nameMissing' } as const;
  const duplicate = { column: null, target: null, code: 'duplicateInVault' } as const;
  const { first, whole } = mendCells(mapping, [missing, duplicate]);
  expect(first[0]?.problems).toEqual([missing]);
  expect(whole).toEqual([duplicate]);
});

test('a problem in a column that is left out is still shown', () => {
  const problem = { column: 3, target: null, code: 'tooLong' } as const;
  expect(mendCells(mapping, [problem]).first.map(({ index }) => index)).toEqual([0, 3]);
  const beyond = { column: 9, target: null, code: 'tooManyColumns' } as const;
  expect(mendCells(mapping, [beyond]).whole).toEqual([beyond]);
});

test('progress keeps the name and total of the import it follows, and takes nothing from another', () => {
  const event = {
    import: 'a',
    state: 'running',
    code: null,
    rows: 1000,
    imported: 990,
    problems: 10,
    total: null,
  } as const;
  const before = { ...event, name: '客户.csv', total: 5000, rows: 0 };
  expect(heardProgress(before, event)).toEqual({ ...event, name: '客户.csv', total: 5000 });
  expect(heardProgress(before, { ...event, import: 'b' })).toEqual({ ...event, import: 'b', name: null });
});
