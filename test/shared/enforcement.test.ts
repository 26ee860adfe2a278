import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cannotStop, enforcements } from '../../shared/domain/enforcement.ts';
import { help } from '../../renderer/locales/en/help.ts';

test('README says of what is enforced by what exactly what Help says', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const table = [
    `| ${help.enforcedWhat} | ${help.enforcedBy} | ${help.enforcedLimits} |`,
    '| --- | --- | --- |',
    ...enforcements.map(
      ({ id, by }) => `| ${help[`what_${id}`]} | ${help[`by_${by}`].toLowerCase()} | ${help[`limits_${id}`]} |`,
    ),
  ];
  const [, section = ''] = readme.split('## What is enforced by what\n');
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toEqual(table);
});

test('Help leaves no word over and lacks none', () => {
  const named = (prefix: string) =>
    Object.keys(help)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  expect(named('what_').sort()).toEqual(enforcements.map(({ id }) => id).sort());
  expect(named('limits_').sort()).toEqual(enforcements.map(({ id }) => id).sort());
  expect(named('cannot_').sort()).toEqual([...cannotStop].sort());
});
