type Path = readonly (string | number)[];

/** A change of one place in a record, as somebody could make it in an editor. */
export interface Mutation {
  /** What is done and where, for the test that fails. */
  name: string;
  /** The changed record, as text: a key may stand in it twice. */
  text: string;
}

/** Stands for what JSON.stringify can't write. */
const MARK = '@@mutated@@';

/** In place of any value: JSON texts. */
const VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e308',
  '1e999',
  '9007199254740993',
  '"x"',
  '"NaN"',
  '"__proto__"',
  '""',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"a":1}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":1}}',
  '{"toString":1,"length":-1}',
  '"../../../../etc/passwd"',
  '"/etc/passwd"',
  '"logs/../record.json"',
  '"\\u001b]0;pwn\\u0007\\u009b31m\\u202e"',
  '"a\\nb\\rc\\u0000"',
  '"\\ud800"',
  `"$\{port}"`,
  '"$(id)"',
  '"(a+)+$"',
  `"${'x'.repeat(20_000)}"`,
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
];

/** Every mutation of a record: each value against each other one, each key gone, each item there twice. */
export function mutationsOf(record: unknown): Mutation[] {
  const paths = pathsOf(record, []);
  return paths.flatMap((path) => [
    ...VALUES.map((value) => replaced(record, path, value)),
    removed(record, path),
    ...(typeof path.at(-1) === 'number' ? [doubled(record, path)] : [renamed(record, path)]),
  ]);
}

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  const own = path.length === 0 ? [] : [path];
  return [...own, ...[...keys].flatMap((key) => pathsOf((value as Record<string, unknown>)[key], [...path, key]))];
}

function replaced(record: unknown, path: Path, value: string): Mutation {
  const text = JSON.stringify(edited(record, path, (holder, key) => Object.assign(holder, { [key]: MARK })));
  return { name: `${path.join('.')} = ${value.slice(0, 40)}`, text: text.replace(`"${MARK}"`, () => value) };
}

function removed(record: unknown, path: Path): Mutation {
  const remove = (holder: Holder, key: string | number) => {
    if (Array.isArray(holder)) holder.splice(key as number, 1);
    else delete holder[key];
  };
  return { name: `${path.join('.')} removed`, text: JSON.stringify(edited(record, path, remove)) };
}

function doubled(record: unknown, path: Path): Mutation {
  const double = (holder: Holder, key: string | number) => {
    (holder as unknown as unknown[]).splice(key as number, 0, holder[key]);
  };
  return { name: `${path.join('.')} twice`, text: JSON.stringify(edited(record, path, double)) };
}

function renamed(record: unknown, path: Path): Mutation {
  const rename = (holder: Holder, key: string | number) => {
    holder[MARK] = holder[key];
    delete holder[key];
  };
  const text = JSON.stringify(edited(record, path, rename));
  return { name: `${path.join('.')} as __proto__`, text: text.replace(MARK, '__proto__') };
}

type Holder = Record<string | number, unknown>;

function edited(record: unknown, path: Path, edit: (holder: Holder, key: string | number) => unknown): unknown {
  const copy = structuredClone(record);
  const holder = path.slice(0, -1).reduce((value, key) => (value as Holder)[key], copy) as Holder;
  edit(holder, path.at(-1) as string | number);
  return copy;
}
