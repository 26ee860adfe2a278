import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PassedByParser } from '#shared/protocol.ts';
import { nodeLaunch } from '../../main/host/entryProcess.ts';
import { parserLimits, startParser, type ParserProcess } from '../../main/host/parserProcess.ts';

const launch = nodeLaunch(process.execPath, () => join(import.meta.dirname, 'support/hostileParser.mjs'));
const usual = { ...parserLimits };
let running: ParserProcess | null = null;
beforeEach(() => {
  parserLimits.silence = 700;
});
afterEach(() => {
  running?.stop();
  Object.assign(parserLimits, usual);
});

/** Opens a file and tells the first thing that is heard. */
function firstAnswer(file: string, ask: boolean): Promise<PassedByParser> {
  return new Promise((resolve) => {
    running = startParser(launch, `/tmp/${file}`, resolve);
    if (ask) running.send({ type: 'inspect', to: 'the vault', options: { rows: 3 } });
  });
}

describe('a parser is watched from outside', () => {
  test('one that answers is heard', async () => {
    expect(await firstAnswer('good.csv', true)).toEqual({ type: 'sealed', from: 'the vault', sealed: 'inspect' });
  });
  test.each([
    ['dies', 'dies.csv', false],
    ['grows past the limit', 'grows.csv', false],
    ['falls silent while it owes an answer', 'hangs.csv', true],
    ['says what no parser says', 'lies.csv', false],
  ])('one that %s is ended', async (_name, file, ask) => {
    expect(await firstAnswer(file, ask)).toEqual({ type: 'failed', code: 'parserStopped' });
  });
  test('one that owes nothing may be silent', async () => {
    const heard: PassedByParser[] = [];
    running = startParser(launch, '/tmp/idle.csv', (message) => heard.push(message));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(heard).toEqual([]);
  });
});
