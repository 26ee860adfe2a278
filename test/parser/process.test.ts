import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { PassedByParser } from '#shared/protocol.ts';
import { Line } from '../../main/vault/line.ts';
import { aFile } from './files.ts';

let child: ChildProcess | null = null;
afterEach(() => child?.kill('SIGKILL'));

/** What the vault process behind it would hear. */
function start(path: string): (message: object) => Promise<unknown> {
  const line = new Line();
  const started = fork(new URL('../../main/parser/index.ts', import.meta.url), [], {
    serialization: 'json',
    execArgv: [],
  });
  child = started;
  started.send({ type: 'open', path });
  return async (message) => {
    const answer = once(started, 'message');
    started.send({ ...message, to: line.publicKey });
    const [said] = (await answer) as [PassedByParser];
    return said.type === 'sealed' ? line.openParsed(said) : said;
  };
}

describe('the parser as a process', () => {
  it('inspects and hands out rows as they are asked for', async () => {
    const ask = start(aFile('姓名,手機\n王芳,1\n林,2\n', 'big5'));
    expect(await ask({ type: 'inspect', options: {} })).toMatchObject({
      type: 'inspected',
      result: { encoding: 'big5', hasHeader: true },
    });
    expect(await ask({ type: 'next', count: 1 })).toEqual({
      type: 'rows',
      rows: [['王芳', '1']],
      firstLine: 2,
      last: false,
    });
    expect(await ask({ type: 'next', count: 1 })).toEqual({
      type: 'rows',
      rows: [['林', '2']],
      firstLine: 3,
      last: true,
    });
  });

  it('answers with a code and stays', async () => {
    const ask = start(aFile(''));
    expect(await ask({ type: 'inspect', options: {} })).toEqual({ type: 'failed', code: 'fileEmpty' });
    expect(await ask({ type: 'next', count: 1 })).toEqual({ type: 'failed', code: 'fileEmpty' });
  });

  it('refuses options it does not know', async () => {
    const ask = start(aFile('a\n'));
    expect(await ask({ type: 'inspect', options: { encoding: 'utf-7' } })).toEqual({
      type: 'failed',
      code: 'fileUnreadable',
    });
  });

  it('ends when it is told to', async () => {
    start(aFile('a\n'));
    const ended = once(child as ChildProcess, 'exit');
    child?.send({ type: 'stop' });
    expect((await ended)[0]).toBe(0);
  });
});
