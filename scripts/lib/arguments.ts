type Kind = 'flag' | 'text';
type Values<S extends Readonly<Record<string, Kind>>> = {
  readonly [K in keyof S]: S[K] extends 'flag' ? boolean : string | undefined;
};

/** Reads `--name`, `--name value` and `--name=value`; ends the process with a sentence on anything else. */
export function readArguments<S extends Readonly<Record<string, Kind>>>(given: readonly string[], spec: S): Values<S> {
  const values: Record<string, boolean | string | undefined> = {};
  for (const [name, kind] of Object.entries(spec)) values[name] = kind === 'flag' ? false : undefined;
  const rest = [...given];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [name = '', attached] = argument.replace(/^--/, '').split(/=(.*)/s, 2);
    const kind = argument.startsWith('--') && Object.hasOwn(spec, name) ? spec[name] : undefined;
    const value = kind === 'text' ? (attached ?? rest.shift()) : undefined;
    if (kind === undefined || (kind === 'text' && value === undefined) || (kind === 'flag' && attached !== undefined)) {
      const known = Object.entries(spec).map(([one, its]) => (its === 'flag' ? `--${one}` : `--${one} …`));
      process.stderr.write(`"${argument}" is not understood. There is: ${known.join(', ')}.\n`);
      process.exit(2);
    }
    values[name] = kind === 'flag' ? true : value;
  }
  return values as Values<S>;
}
