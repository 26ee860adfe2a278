import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParser } from '../../support/parser.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../../support/testVault.ts';
import { ended, everyone, found, opened, progressOf, takeIn } from './drive.ts';

let office: TestOffice & { owner: TestProcess };
let owner: TestProcess;
let ann: TestProcess;
let bob: TestProcess;
const idOf = (name: string): string => office.people.get(name)?.user ?? '';

beforeAll(async () => {
  office = await openTestVault({ startParser });
  ({ owner } = office);
  await office.hire(owner, 'May', 'manager');
  await office.hire(owner, '王芳', 'salesperson', 'May');
  await office.hire(owner, '李建國', 'salesperson', 'May');
  ann = await office.as('王芳');
  bob = await office.as('李建國');
}, 60_000);
afterAll(() => office.close());

/** An office list with every 50th row broken, and every 97th a customer that stands in it already. */
function officeList(rows: number): { text: string; good: number; broken: number; twice: number } {
  const lines = ['客户名称,税号,联系电话,邮箱,业务,备注,标签'];
  let [good, broken, twice] = [0, 0, 0];
  for (let i = 0; i < rows; i += 1) {
    const who = ['王芳', '李建国', ''][i % 3] ?? '';
    const phone = `139${String(10_000_000 + i)}`;
    if (i % 50 === 49) {
      broken += 1;
      lines.push(i % 100 === 99 ? `,,${phone},,${who},没有名字,` : `坏行商贸${i}号,,${phone},不是邮箱,${who},,`);
    } else if (i % 97 === 96) {
      twice += 1;
      lines.push(`广源商贸0号店,,${phone},,${who},,`);
    } else {
      good += 1;
      lines.push(`广源商贸${i}号店,,${phone},kf${i}@example.com,${who},"第${i}位, 喜欢""喝茶""",批发;老客户`);
    }
  }
  return { text: lines.join('\r\n'), good, broken, twice };
}

describe(
  'taking in a list of thousands of rows in GBK with broken rows and a 业务 column',
  { timeout: 120_000 },
  () => {
    // Several chunks of it, and more than one entry can undo.
    const rowCount = 2_000;
    const list = officeList(rowCount);
    let id = '';

    it('recognises it, counts and checks it, and writes nothing', async () => {
      const before = owner.process.vault?.commits;
      const file = await opened(office, owner, iconv.encode(list.text, 'gbk'));
      expect(file).toMatchObject({ encoding: 'gb18030', delimiter: ',', hasHeader: true, name: 'list.csv' });
      expect(file.mapping).toEqual(['name', 'taxId', 'phone', 'email', 'responsible', 'notes', 'tags']);
      id = file.import;
      const checked = await owner.call('imports.preview', { import: id, mapping: file.mapping });
      expect(checked).toMatchObject({ rows: rowCount, good: list.good });
      expect(new Map(checked.problems.map(({ code, count }) => [code, count]))).toEqual(
        new Map([
          ['emailInvalid', list.broken / 2],
          ['nameMissing', list.broken / 2],
          ['duplicateInFile', list.twice],
        ]),
      );
      expect(new Map(checked.responsible.map(({ value, guess }) => [value, guess]))).toEqual(
        new Map([
          ['王芳', idOf('王芳')],
          ['李建国', idOf('李建國')],
        ]),
      );
      expect(checked.sample).toHaveLength(20);
      expect(checked.sample[0]).toContainEqual({ target: 'name', text: '广源商贸0号店' });
      expect(owner.process.vault?.commits).toBe(before);
      expect(await owner.call('imports.list', {})).toEqual({ imports: [] });
    });

    it('takes in the good rows while other calls are answered, and sets the others aside', async () => {
      await owner.call('imports.start', {
        import: id,
        mapping: ['name', 'taxId', 'phone', 'email', 'responsible', 'notes', 'tags'],
        people: [
          { value: '王芳', to: idOf('王芳') },
          { value: '李建国', to: idOf('李建國') },
        ],
        otherwise: 'pool',
        duplicates: 'skip',
        customerKind: 'firm',
      });
      expect((await owner.call('imports.list', {})).imports[0]).toMatchObject({ import: id, state: 'running' });
      expect(await owner.refused('imports.start', { ...startAgain, import: id })).toBe('importRunning');
      expect(await ended(owner, id)).toMatchObject({ state: 'done', imported: list.good, code: null });
      const steps = progressOf(owner, id).map(({ imported }) => imported);
      expect(steps.length).toBeGreaterThan(3);
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      const { imports } = await owner.call('imports.list', {});
      expect(imports).toEqual([
        expect.objectContaining({
          import: id,
          name: 'list.csv',
          state: 'done',
          imported: list.good,
          problems: rowCount - list.good,
        }),
      ]);
      expect(await everyone(owner)).toHaveLength(list.good);
    });

    it('gives each row to whom it names, sealed from the others', async () => {
      await ann.end();
      await bob.end();
      ann = await office.as('王芳');
      bob = await office.as('李建國');
      const [first] = await named(ann, '广源商贸3号店');
      expect(first).toMatchObject({ name: '广源商贸3号店', responsible: { kind: 'person', name: '王芳' } });
      expect(first?.tags).toEqual(['批发', '老客户']);
      expect(await named(bob, '广源商贸3号店')).toEqual([]);
      expect(await named(bob, '广源商贸4号店')).toHaveLength(1);
      expect(await bob.refused('customers.get', { id: first?.id })).toBe('notFound');
      expect((await found(ann, '13910000003')).map(({ name }) => name)).toEqual(['广源商贸3号店']);
      const { notes } = await ann.call('notes.list', { customer: first?.id ?? '', after: null, limit: 10 });
      expect(notes.map(({ text, kind }) => [text, kind])).toEqual([['第3位, 喜欢"喝茶"', 'note']]);
      const revealed = await ann.call('customers.reveal', { id: first?.id ?? '', reason: 'call' });
      expect(revealed.phones).toEqual([{ label: 'mobile', value: '139 1000 0003' }]);
    });

    it('pages through the rows that were set aside', async () => {
      const lines: number[] = [];
      let after: number | null = 0;
      while (after !== null) {
        const page: Awaited<ReturnType<typeof problemsAfter>> = await problemsAfter(after);
        expect(page.left).toBe(rowCount - list.good);
        lines.push(...page.rows.map(({ line }) => line));
        after = page.next;
      }
      expect(lines).toHaveLength(rowCount - list.good);
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      const { rows, headers } = await problemsAfter(0);
      expect(headers[4]).toBe('业务');
      // The 50th row of data stands in line 51.
      expect(rows[0]).toMatchObject({ line: 51, problems: [{ code: 'emailInvalid', column: 3, target: 'email' }] });
      expect(rows[0]?.cells[0]).toBe('坏行商贸49号');
      expect(await ann.call('imports.list', {})).toEqual({ imports: [] });
      expect(await ann.refused('imports.problems', { import: id, after: 0, limit: 10 })).toBe('importUnknown');
    });

    it('takes in a row that was mended, keeps one that is still wrong, and leaves one out', async () => {
      const { rows } = await problemsAfter(0);
      const row = rows[0] ?? { line: 0, cells: [] as string[] };
      const wrong = row.cells.with(3, 'still wrong');
      const answer = await owner.call('imports.mend', { import: id, line: row.line, cells: wrong, anyway: false });
      expect(answer.problems.map(({ code }) => code)).toEqual(['emailInvalid']);
      expect((await problemsAfter(0)).rows[0]?.cells[3]).toBe('still wrong');
      const right = row.cells.with(3, 'right@example.com');
      expect(await owner.call('imports.mend', { import: id, line: row.line, cells: right, anyway: false })).toEqual({
        problems: [],
      });
      expect(await found(owner, '坏行商贸49号')).toHaveLength(1);
      expect((await problemsAfter(0)).rows[0]?.line).not.toBe(row.line);
      const again = { import: id, line: row.line, cells: right, anyway: false };
      expect(await owner.refused('imports.mend', again)).toBe('notFound');

      const nameless = rows.find(({ problems }) => problems[0]?.code === 'nameMissing') ?? row;
      const insisted = { import: id, line: nameless.line, cells: nameless.cells, anyway: true };
      expect((await owner.call('imports.mend', insisted)).problems[0]?.code).toBe('nameMissing');
      await owner.call('imports.dismiss', { import: id, line: nameless.line });
      const twice = rows.find(({ problems }) => problems[0]?.code === 'duplicateInFile') ?? row;
      const anyway = { import: id, line: twice.line, cells: twice.cells, anyway: true };
      expect(await owner.call('imports.mend', anyway)).toEqual({ problems: [] });
      const { imports } = await owner.call('imports.list', {});
      expect(imports[0]).toMatchObject({ imported: list.good + 2, problems: rowCount - list.good - 3 });
    });

    it('undoes the whole of it, mended rows too', async () => {
      const { imports } = await owner.call('imports.list', {});
      const undone = await owner.call('changes.undo', { batch: imports[0]?.batch ?? '' });
      expect(undone.count).toBe(list.good + 2);
      expect(await everyone(owner)).toEqual([]);
      expect((await owner.call('imports.list', {})).imports[0]?.state).toBe('undone');
      expect(await owner.refused('changes.undo', { batch: imports[0]?.batch })).toBe('undoImpossible');
      const row = { import: id, line: 101, cells: ['x'], anyway: true };
      expect(await owner.refused('imports.mend', row)).toBe('conflict');
    });

    const named = async (who: TestProcess, name: string) => (await everyone(who)).filter((row) => row.name === name);
    const startAgain = {
      mapping: ['name'],
      people: [],
      otherwise: 'pool',
      duplicates: 'skip',
      customerKind: 'firm',
    } as const;
    const problemsAfter = (after: number) => owner.call('imports.problems', { import: id, after, limit: 40 });
  },
);

describe('firms and people of a list', { timeout: 60_000 }, () => {
  it('brings back what was undone', async () => {
    const done = await takeIn(office, owner, '客戶名稱,備註\n去而復返商行,在\n');
    const { imports } = await owner.call('imports.list', {});
    const undone = await owner.call('changes.undo', { batch: imports[0]?.batch ?? '' });
    expect(undone.count).toBe(1);
    expect(await everyone(owner)).toEqual([]);
    await owner.call('changes.undo', { batch: undone.batch });
    const [back] = await everyone(owner);
    expect(back?.name).toBe('去而復返商行');
    const { notes } = await owner.call('notes.list', { customer: back?.id ?? '', after: null, limit: 5 });
    expect(notes[0]?.text).toBe('在');
    const [entry] = (await owner.call('imports.list', {})).imports;
    expect(entry).toMatchObject({ import: done.import, state: 'done' });
  });

  it('links people to their firm: in the file, in the vault, and one that neither has', async () => {
    const there = await owner.call('customers.create', {
      fields: { kind: 'firm', name: '大同實業股份有限公司' },
      responsible: idOf('王芳'),
    });
    const text = [
      '公司,統一編號,聯絡人,手機,業務',
      '大同實業股份有限公司,,陳大文,0912345678,李建國',
      '新興貿易有限公司,04595257,林小美,0922333444,李建國',
      '新興貿易有限公司,04595257,張先生,0933444555,李建國',
      '新興貿易有限公司,,林小美,0922333444,李建國',
    ].join('\n');
    const done = await takeIn(office, owner, text, { customerKind: 'person' });
    expect(done).toMatchObject({ state: 'done', imported: 3, problems: 1 });
    const [chen] = await found(owner, '陳大文');
    expect(chen?.company).toEqual({ id: there.id, name: '大同實業股份有限公司' });
    // A contact person goes where the firm is, whatever the file says.
    expect(chen?.responsible).toMatchObject({ name: '王芳' });
    const [lin] = await found(owner, '林小美');
    const [zhang] = await found(owner, '張先生');
    expect(lin?.company?.name).toBe('新興貿易有限公司');
    expect(zhang?.company).toEqual(lin?.company);
    const firm = await owner.call('customers.get', { id: lin?.company?.id ?? '' });
    expect(firm).toMatchObject({ kind: 'firm', taxId: { value: '04595257' }, responsible: { name: '李建國' } });
    const { rows } = await owner.call('imports.problems', { import: done.import, after: 0, limit: 10 });
    expect(rows.map(({ line, problems }) => [line, problems[0]?.code])).toEqual([[5, 'duplicateInFile']]);
  });

  it('knows who is there already: by tax number, by name in any script, not people of one name with other phones', async () => {
    const text = [
      '姓名,統一編號,手機',
      '大同实业股份有限公司,,',
      '別的名字有限公司,04595257,',
      '王偉,,0911000111',
      '王偉,,0911000222',
      '王偉,,0911000111',
    ].join('\n');
    const choices = { customerKind: 'person', otherwise: idOf('王芳') } as const;
    const done = await takeIn(office, owner, text, choices);
    expect(done).toMatchObject({ imported: 2, problems: 3 });
    const { rows } = await owner.call('imports.problems', { import: done.import, after: 0, limit: 10 });
    expect(rows.map(({ line, problems }) => [line, problems[0]?.code])).toEqual([
      [2, 'duplicateInVault'],
      [3, 'duplicateInVault'],
      [6, 'duplicateInFile'],
    ]);
    const again = await takeIn(office, owner, text, choices);
    expect(again).toMatchObject({ imported: 0, problems: 5 });
    const other = await takeIn(office, owner, '姓名,手機\n王偉,0911000333\n王偉,0911-000-222\n', choices);
    expect(other).toMatchObject({ imported: 1, problems: 1 });
    const all = await takeIn(office, owner, text, { ...choices, duplicates: 'create' });
    expect(all).toMatchObject({ imported: 5, problems: 0 });
  });

  it('lets a salesperson take in for nobody else', async () => {
    const text = '客戶名稱,業務\n甲商行,王芳\n乙商行,李建國\n丙商行,某人\n丁商行,\n';
    const done = await takeIn(office, ann, text, { otherwise: idOf('王芳') });
    expect(done).toMatchObject({ imported: 2, problems: 2 });
    const { rows } = await ann.call('imports.problems', { import: done.import, after: 0, limit: 10 });
    expect(rows.map(({ cells, problems }) => [cells[0], problems[0]?.code, problems[0]?.column])).toEqual([
      ['乙商行', 'responsibleUnknown', 1],
      ['丙商行', 'responsibleUnknown', 1],
    ]);
    const mended = { import: done.import, line: 3, cells: ['乙商行', '王芳'], anyway: false };
    expect(await ann.call('imports.mend', mended)).toEqual({ problems: [] });
    const file = await opened(office, ann, text);
    const start = { import: file.import, mapping: file.mapping, people: [], duplicates: 'skip', customerKind: 'firm' };
    expect(await ann.refused('imports.start', { ...start, otherwise: idOf('李建國') })).toBe('receiverInvalid');
    expect(await ann.refused('imports.preview', { import: ann.process.newId(), mapping: [] })).toBe('importUnknown');
  });
});
