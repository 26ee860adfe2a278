import { describe, expect, test } from 'vitest';
import {
  closed,
  importWizard,
  openNames,
  startInput,
  type Checked,
  type ImportAction,
  type ImportStep,
  type OpenFile,
} from '../../renderer/features/imports/importWizard.ts';
import { doubtful, guessedMapping, mappingFaults, type FoundColumn } from '../../renderer/features/imports/mapping.ts';
import { canTakeAnyway } from '../../renderer/features/imports/words.ts';

const wang = 'AAAAAAAAAAAAAAAAAAAAAA';
const chen = 'BBBBBBBBBBBBBBBBBBBBBB';

function column(header: string, guess: FoundColumn['guess'], sure = true): FoundColumn {
  return { header, samples: ['x'], guess, sure };
}
function file(columns: readonly FoundColumn[]): OpenFile {
  return { import: wang, name: '客户.csv', bytes: 10, encoding: 'gb18030', delimiter: ',', hasHeader: true, columns };
}
function checkedWith(responsible: Checked['responsible']): Checked {
  return { rows: 10, good: 9, problems: [], responsible, sample: [] };
}
function after(...actions: ImportAction[]): ImportStep {
  return actions.reduce(importWizard, closed);
}
const sure = file([column('客户名称', 'name'), column('业务', 'responsible'), column('电话', 'phone')]);
const opened = (which: OpenFile): ImportAction => ({
  type: 'opened',
  file: which,
  otherwise: 'pool',
  customerKind: 'firm',
});

describe('the import wizard', () => {
  test('goes from the file to the last look by itself when every guess is right', () => {
    const step = after({ type: 'pick' }, opened(sure), {
      type: 'checked',
      checked: checkedWith([{ value: '王芳', count: 6, guess: wang }]),
    });
    expect(step.kind).toBe('preview');
    if (step.kind !== 'preview') return;
    expect(startInput(step)).toEqual({
      import: wang,
      mapping: ['name', 'responsible', 'phone'],
      people: [{ value: '王芳', to: wang }],
      otherwise: 'pool',
      duplicates: 'skip',
      customerKind: 'firm',
    });
  });

  test('stops at the columns where one is doubtful, and at the people where a name is unknown', () => {
    const unsure = file([column('名称', 'name'), column('甲', 'notes', false)]);
    expect(after({ type: 'pick' }, opened(unsure)).kind).toBe('columns');
    const open = checkedWith([
      { value: '王芳', count: 6, guess: wang },
      { value: '小李', count: 2, guess: null },
      { value: '__proto__', count: 1, guess: null },
      { value: 'constructor', count: 1, guess: null },
    ]);
    const people = after({ type: 'pick' }, opened(sure), { type: 'checked', checked: open });
    expect(people.kind).toBe('people');
    if (people.kind !== 'people') return;
    expect(openNames(people.checked, people.choices.people)).toEqual(['小李', '__proto__', 'constructor']);
    expect(importWizard(people, { type: 'peopleDone' })).toBe(people);
    const said = importWizard(people, { type: 'person', value: '小李', to: chen });
    const all = importWizard(importWizard(said, { type: 'restTo', to: 'pool' }), { type: 'peopleDone' });
    expect(all.kind).toBe('preview');
    if (all.kind !== 'preview') return;
    expect(startInput(all).people).toEqual([
      { value: '王芳', to: wang },
      { value: '小李', to: chen },
      { value: '__proto__', to: 'pool' },
      { value: 'constructor', to: 'pool' },
    ]);
  });

  test('keeps what was settled when going back and checking again', () => {
    const checked = checkedWith([{ value: '王芳', count: 6, guess: wang }]);
    const preview = after({ type: 'pick' }, opened(sure), { type: 'checked', checked });
    const again = [
      { type: 'goTo', step: 'people' },
      { type: 'person', value: '王芳', to: chen },
      { type: 'goTo', step: 'columns' },
      { type: 'target', column: 2, target: 'mobile' },
      { type: 'check' },
      { type: 'checked', checked },
    ] as const satisfies readonly ImportAction[];
    const step = again.reduce<ImportStep>(importWizard, preview);
    expect(step.kind === 'preview' && startInput(step).people).toEqual([{ value: '王芳', to: chen }]);
    expect(step.kind === 'preview' && step.choices.mapping).toEqual(['name', 'responsible', 'mobile']);
  });

  test('never checks a mapping without a name, and comes back to the columns when the check is refused', () => {
    const nameless = file([column('a', 'phone'), column('b', 'email')]);
    const columns = after({ type: 'pick' }, opened(nameless));
    expect(importWizard(columns, { type: 'check' })).toBe(columns);
    expect(after({ type: 'pick' }, opened(sure), { type: 'checkRefused' }).kind).toBe('columns');
  });

  test('an answer that comes after the person has left changes nothing', () => {
    expect(after({ type: 'pick' }, { type: 'close' }, opened(sure))).toBe(closed);
    expect(after({ type: 'checked', checked: checkedWith([]) })).toBe(closed);
  });
});

describe('a mapping', () => {
  test('uses a target once, except those whose values add up', () => {
    expect(mappingFaults(['name', 'phone', 'phone', 'tags', 'tags', 'ignore', 'ignore', 'notes', 'notes'])).toEqual([]);
    expect(mappingFaults(['name', 'name', 'taxId'])).toEqual([{ kind: 'usedTwice', target: 'name', count: 2 }]);
    expect(mappingFaults(['taxId'])).toEqual([{ kind: 'nameMissing' }]);
  });

  test('a second guess of the same target is left out, and somebody looks at it', () => {
    const columns = [column('公司', 'name'), column('名称', 'name')];
    expect(guessedMapping(columns)).toEqual(['name', 'ignore']);
    expect(after({ type: 'pick' }, opened(file(columns))).kind).toBe('columns');
  });

  test('an empty column is nothing to look at', () => {
    expect(doubtful([{ header: '', samples: [], guess: 'ignore', sure: false }, column('x', 'notes', false)])).toEqual([
      1,
    ]);
  });
});

test('a row may be taken in as it is only where the value may be right all the same', () => {
  const problem = (code: 'taxIdInvalid' | 'nameMissing') => ({ column: 0, target: null, code });
  expect(canTakeAnyway([problem('taxIdInvalid')])).toBe(true);
  expect(canTakeAnyway([problem('taxIdInvalid'), problem('nameMissing')])).toBe(false);
  expect(canTakeAnyway([])).toBe(false);
});
