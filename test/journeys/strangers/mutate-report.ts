import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { hashFolder } from '../../../src/record/hash.ts';
import { random } from '../../random.ts';
import { NAMES, ODD, PARTS } from './odd-things.ts';

/** An unpacked report `dir`, in the home of somebody whose files nothing may touch. */
export interface Unpacked {
  home: string;
  dir: string;
}

/** Changes something in a report; says what. */
type Mutate = (at: Unpacked, draw: Draw) => string;

/** Choices that are the same in every run. */
class Draw {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = random(seed);
  }

  below(count: number): number {
    return Math.floor(this.#next() * count);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.below(256)));
  }
}

/** Names of the report's plain files: those that every command reads stand there more often. */
function filesOf(dir: string): string[] {
  const all = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1))
    .sort();
  return [...all, ...['record.json', 'lab/lab.yaml', 'report.md', 'lab/template.md.hbs'].flatMap((x) => [x, x])];
}

const replace = (file: string, make: () => unknown) => {
  rmSync(file, { force: true, recursive: true });
  make();
};

/** One file of the report, as a file: whatever it holds. */
const ofAFile = (words: string, change: (file: string, at: Unpacked, draw: Draw) => unknown): Mutate => {
  return (at, draw) => {
    const path = draw.of(filesOf(at.dir));
    const more = change(join(at.dir, path), at, draw);
    return `${path} ${words}${typeof more === 'string' ? ` ${more}` : ''}`;
  };
};

const linked = (target: string) =>
  ofAFile(`is a link to ${target}`, (file, { home }) =>
    replace(file, () => symlinkSync(target.replace('HOME', home), file)),
  );

/** Changes the text of one of these files. */
const ofAText = (words: string, paths: string[], change: (text: string, draw: Draw) => string): Mutate => {
  return ({ dir, home }, draw) => {
    const path = draw.of(paths);
    const text = change(readFileSync(join(dir, path), 'utf8'), draw);
    writeFileSync(join(dir, path), text.replaceAll('HOME', home));
    return `${path}: ${words}`;
  };
};

const TEXTS = ['report.md', 'lab/lab.yaml', 'lab/template.md.hbs', 'report.md', 'lab/lab.yaml', 'record.json'];

function splice(text: string, draw: Draw, part: string): string {
  const from = draw.below(text.length);
  return text.slice(0, from) + part + text.slice(from + (draw.below(2) === 0 ? 0 : draw.below(300)));
}

/** Every place in a JSON value that holds something: its owner and its key there. */
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [[owner, key] as [typeof owner, string], ...placesIn(owner[key])]);
}

const ofTheRecord = (
  words: string,
  change: (draw: Draw, ...place: ReturnType<typeof placesIn>[number]) => void,
): Mutate => {
  return ({ dir, home }, draw) => {
    const file = join(dir, 'record.json');
    const record = JSON.parse(readFileSync(file, 'utf8'));
    const [owner, key] = draw.of(placesIn(record));
    change(draw, owner, key);
    writeFileSync(file, JSON.stringify(record).replaceAll('HOME', home));
    return `record.json: ${key} ${words}`;
  };
};

/** A scalar in lab.yaml, after its colon or in a list. */
const SCALAR = /(?<=[:[,] )[^,:[\]{}\n]+/g;

const MUTATIONS: readonly Mutate[] = [
  ofAFile('is removed', (file) => rmSync(file)),
  ofAFile('is cut', (file, _, draw) => truncateSync(file, draw.below(lstatSync(file).size + 1))),
  ofAFile('is empty', (file) => truncateSync(file, 0)),
  ofAFile('is 1 TB', (file) => truncateSync(file, 1e12)),
  ofAFile('is 30 MB of one letter', (file) => writeFileSync(file, 'a'.repeat(30e6))),
  ofAFile('goes on with 200,000 lines', (file) => appendFileSync(file, '- x\n'.repeat(200_000))),
  ofAFile('is there twice over', (file) => appendFileSync(file, readFileSync(file))),
  ofAFile('is a FIFO', (file) => replace(file, () => execFileSync('mkfifo', [file]))),
  ofAFile('is a folder', (file) => replace(file, () => mkdirSync(file))),
  ofAFile('may not be read', (file) => chmodSync(file, 0)),
  ofAFile('is a program with a setuid bit', (file) => chmodSync(file, 0o4777)),
  ofAFile('has random bytes', (file, _, draw) => {
    const bytes = readFileSync(file);
    for (let n = draw.below(20); n >= 0 && bytes.length > 0; n--) bytes[draw.below(bytes.length)] = draw.below(256);
    writeFileSync(file, bytes);
  }),
  ofAFile('is random bytes', (file, _, draw) => writeFileSync(file, draw.bytes(draw.below(5000)))),
  ofAFile('is swapped', (file, { dir }, draw) => {
    const other = draw.of(filesOf(dir));
    const [one, two] = [readFileSync(file), readFileSync(join(dir, other))];
    writeFileSync(file, two);
    writeFileSync(join(dir, other), one);
    return `with ${other}`;
  }),
  ofAFile('is renamed', (file, _, draw) => {
    const name = draw.of(NAMES);
    const folder = Buffer.from(`${dirname(file)}/`);
    renameSync(file, Buffer.concat([folder, Buffer.from(name as string)]));
    return JSON.stringify(name.toString());
  }),
  ...['HOME/.bashrc', 'HOME/Documents/thesis.odt', 'HOME/Documents', '/dev/zero', '/proc/self/environ'].map(linked),
  ...['record.json', '.', '../..', 'missing', '/dev/stdin', '/dev/tty'].map(linked),
  ({ dir, home }, draw) => {
    const folder = draw.of(['logs', 'lab', 'lab/src', 'figures', '.labreport']);
    const target = draw.of([join(home, 'Documents'), '/etc', '/proc/self/fd', '..', '/']);
    replace(join(dir, folder), () => symlinkSync(target, join(dir, folder)));
    return `${folder} is a link to ${target}`;
  },
  ({ dir, home }, draw) => {
    const name = draw.of([
      '.0-report.md.new',
      'report.html.new',
      'record.json.new',
      'figures',
      'lab/partials',
      '.lock',
    ]);
    replace(join(dir, name), () => symlinkSync(join(home, draw.of(['.bashrc', 'Documents'])), join(dir, name)));
    return `${name} is one more link`;
  },
  ...[1, 2, 3].flatMap(() => [
    ofTheRecord('is something odd', (draw, owner, key) => {
      owner[key] = draw.of(ODD);
    }),
    ofTheRecord('is missing', (_, owner, key) => {
      delete owner[key];
    }),
    ofTheRecord('has another name', (draw, owner, key) => {
      owner[String(draw.of(ODD)).slice(0, 99)] = owner[key];
      delete owner[key];
    }),
    ofTheRecord('is there 2,000 times', (_, owner, key) => {
      owner[key] = Array(2000).fill(owner[key]);
    }),
    ofAText('a value is something odd', ['lab/lab.yaml'], (text, draw) => {
      const at = draw.of([...text.matchAll(SCALAR)]);
      return text.slice(0, at.index) + JSON.stringify(draw.of(ODD)) + text.slice(at.index + at[0].length);
    }),
    ofAText('something is put in', TEXTS, (text, draw) => splice(text, draw, draw.of(PARTS))),
    ofAText('two lines have changed places', TEXTS, (text, draw) => {
      const lines = text.split('\n');
      const [a, b] = [draw.below(lines.length), draw.below(lines.length)];
      [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
      return lines.join('\n');
    }),
  ]),
  ofAText('nests without end', ['record.json', 'lab/lab.yaml', 'report.md'], (_, draw) =>
    draw.of(['[', '{"a":', '> ', '- ']).repeat(100_000),
  ),
];

/** The report after one mutation, drawn by its seed; half of them with hashes that fit again. Says what was done. */
export async function mutate(at: Unpacked, seed: number): Promise<string> {
  const draw = new Draw(seed);
  const done = draw.of(MUTATIONS)(at, draw);
  return draw.below(2) === 0 ? `${done}${await rehash(at)}` : done;
}

/** Writes the hashes of what lies there now into the record, where there are any to be had. */
async function rehash({ dir }: Unpacked): Promise<string> {
  try {
    const file = join(dir, 'record.json');
    const sizes = filesOf(dir).map((path) => lstatSync(join(dir, path)).size);
    if (!lstatSync(file).isFile() || sizes.some((size) => size > 1e8)) return '';
    const record = JSON.parse(readFileSync(file, 'utf8'));
    record.files = await hashFolder(dir, 'logs');
    record.inputs = await hashFolder(dir, 'lab');
    writeFileSync(file, JSON.stringify(record));
    return ', with new hashes';
  } catch {
    return '';
  }
}
