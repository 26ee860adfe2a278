import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Selection } from '../../shared/contract/customers.ts';
import { exportColumns } from '../../shared/domain/fields.ts';
import {
  choicesFor,
  columnGroups,
  columnList,
  defaultTreatments,
  isNarrower,
  narrowed,
  narrowerChoices,
  showsProtected,
  treatments,
  treatmentsOf,
} from '../../renderer/features/exports/columns.ts';
import {
  exportWizard,
  filterSelection,
  startExport,
  type ExportAction,
} from '../../renderer/features/exports/exportWizard.ts';

const chosen: Selection = { kind: 'ids', ids: ['AAAAAAAAAAAAAAAAAAAAAA'] };
const aColumn = fc.constantFrom(...exportColumns);
const aTreatment = fc.constantFrom(...treatments);

describe('the columns of an export', () => {
  test('every column is offered once', () => {
    const offered = columnGroups.flatMap(({ columns }) => [...columns]);
    expect([...offered].sort()).toEqual([...exportColumns].sort());
  });

  test('nothing that reaches a person stands in clear unless somebody chose so', () => {
    expect(showsProtected(defaultTreatments())).toBe(false);
    expect(defaultTreatments()).toMatchObject({
      name: 'clear',
      phones: 'masked',
      idNumber: 'dropped',
      bankAccount: 'dropped',
      notes: 'dropped',
    });
    expect(showsProtected({ ...defaultTreatments(), phones: 'clear' })).toBe(true);
  });

  test('an approver can only choose the same or less', () => {
    fc.assert(
      fc.property(aColumn, aTreatment, (column, asked) => {
        for (const choice of narrowerChoices(column, asked)) expect(isNarrower(asked, choice)).toBe(true);
        expect(narrowerChoices(column, asked)).toContain('dropped');
      }),
    );
    expect(narrowerChoices('phones', 'masked')).toEqual(['masked', 'dropped']);
    expect(narrowerChoices('phones', 'dropped')).toEqual(['dropped']);
  });

  test('the list and the treatments are each other’s inverse', () => {
    fc.assert(
      fc.property(
        fc.array(aTreatment, { minLength: exportColumns.length, maxLength: exportColumns.length }),
        (list) => {
          const columns = exportColumns.map((column, index) => ({ column, treatment: list[index] ?? 'dropped' }));
          expect(columnList(treatmentsOf(columns))).toEqual(columns);
        },
      ),
    );
    expect(treatmentsOf([{ column: 'name', treatment: 'clear' }]).phones).toBe('dropped');
  });

  test('narrowed names the columns that differ', () => {
    const asked = defaultTreatments();
    expect(narrowed(asked, asked)).toEqual([]);
    expect(narrowed(asked, { ...asked, phones: 'dropped' })).toEqual(['phones']);
  });
});

describe('the export wizard', () => {
  test('takes two continues and one send from a selection to a request', () => {
    const steps: ExportAction[] = [
      { type: 'next' },
      { type: 'text', field: 'purpose', text: '展覽邀請' },
      { type: 'text', field: 'recipient', text: '印刷廠' },
      { type: 'next' },
    ];
    const step = steps.reduce(exportWizard, startExport(chosen));
    expect(step.kind).toBe('review');
    expect(step.draft).toMatchObject({ selection: chosen, purpose: '展覽邀請', recipient: '印刷廠' });
  });

  test('starts at the rows where nothing was chosen', () => {
    expect(startExport(null).kind).toBe('rows');
    const mine = filterSelection({ responsible: 'pool', tag: null, kind: 'firm' });
    expect(mine).toEqual({ kind: 'filter', filter: { responsible: 'pool', kind: 'firm' } });
    expect(exportWizard(startExport(null), { type: 'rows', selection: mine }).draft.selection).toBe(mine);
  });

  test('says what is missing, each until it is filled in', () => {
    const purpose = exportWizard(startExport(chosen), { type: 'next' });
    const refused = exportWizard(purpose, { type: 'next' });
    expect(refused).toMatchObject({ kind: 'purpose', missing: ['purpose', 'recipient'] });
    expect(exportWizard(refused, { type: 'text', field: 'purpose', text: 'x' })).toMatchObject({
      missing: ['recipient'],
    });
  });

  test('does not go on with an empty file', () => {
    const empty = columnGroups.reduce(
      (step, { group }) => exportWizard(step, { type: 'group', group, treatment: 'dropped' }),
      startExport(chosen),
    );
    expect(exportWizard(empty, { type: 'next' })).toBe(empty);
  });

  test('no action gives a column a treatment that makes no sense for it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.tuple(aColumn, aTreatment), fc.constantFrom(...columnGroups.map(({ group }) => group)))),
        aTreatment,
        (moves, treatment) => {
          const step = moves.reduce(
            (before, move) =>
              exportWizard(
                before,
                typeof move === 'string'
                  ? { type: 'group', group: move, treatment }
                  : { type: 'column', column: move[0], treatment: move[1] },
              ),
            startExport(chosen),
          );
          for (const column of exportColumns) expect(choicesFor(column)).toContain(step.draft.columns[column]);
        },
      ),
    );
  });
});
