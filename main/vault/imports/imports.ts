import type { Output } from '#shared/contract/index.ts';
import type { importsContract } from '#shared/contract/imports.ts';
import type { Handlers } from '../handlers.ts';
import type { Context } from '../process.ts';
import { importStatements } from './imports.sql.ts';
import { dismiss, mend, problems } from './mend.ts';
import { open, preview, reread } from './openFile.ts';
import type { Report } from './report.ts';
import { cancel, isRunning, start } from './run.ts';

export const imports = {
  'imports.open': open,
  'imports.reread': reread,
  'imports.preview': preview,
  'imports.start': start,
  'imports.cancel': cancel,
  'imports.list': list,
  'imports.problems': problems,
  'imports.mend': mend,
  'imports.dismiss': dismiss,
} satisfies Handlers<typeof importsContract>;

function list({ process, view }: Context): Output<'imports.list'> {
  return {
    imports: importStatements(view)
      .reports.all()
      .map(({ id, at, report }) => {
        const { name, state, imported, problems: left, batch } = JSON.parse(report) as Report;
        const cutOff = state === 'running' && !isRunning(process, id);
        return { import: id, name, at, state: cutOff ? 'interrupted' : state, imported, problems: left, batch };
      }),
  };
}
