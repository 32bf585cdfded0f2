import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { random } from '../../random.ts';
import { isLong, isRoot, labreport, labYaml, makeFolder, makeLab, ORDINARY, type User, users } from '../labreport.ts';
import { mutate, type Unpacked } from './mutate-report.ts';

const LAB = `${labYaml(
  `  - { capture: wire, on: vit001, filter: "port \${port}" }
  - { open: server, on: vit001, program: server, until: "/ready (?<n>[0-9]+)/" }
  - { moment: sent, on: vit002, run: "echo hello >/dev/udp/192.0.2.1/\${port}; echo sent" }
  - { moment: sockets, on: vit001, run: netstat -ptan }
  - { stop: server }
`,
  `source: src
build: cp server.sh server
parameters:
  port: { type: port, default: 8990, description: where it is sent to }
programs:
  server: { run: ./server }
`,
)}claims:
  ready: { says: The server is ready, in: server, shows: ready }
  sent: { says: A datagram is sent, capture: wire, never: { flags: RST } }
  quiet: { says: Nothing listens, moment: sockets, sockets: [{ state: LISTEN, count: 0 }] }
  own: { says: The check agrees, command: ./check.sh }
`;

const TEMPLATE = `# Small

{{head}}

{{build}}

{{terminal "server"}}

It was ready with {{value "server.n"}}.

{{#answer "why"}}
Why?
{{/answer}}

{{moment "sockets"}}

{{capture "wire"}}

{{topology}}

{{claims}}
`;

const FILES = {
  'labs/small/src/server.sh': '#!/bin/sh\necho ready 7\nexec cat\n',
  'labs/small/check.sh': '#!/bin/sh\ntest -s "$1" && echo fine\n',
};

const SECRET = 'the person’s own thesis, which is nobody else’s';
const COMMANDS = ['check', 'render', 'verify', 'submit'] as const;
/** Twelve kinds that differ, of the thousand; LABREPORT_SEEDS=7,230 tries these alone. */
const SHORT = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const CHOSEN = (process.env.LABREPORT_SEEDS ?? '')
  .split(',')
  .filter((seed) => seed !== '')
  .map(Number);
const BATCHES: readonly number[][] =
  CHOSEN.length > 0
    ? [CHOSEN]
    : isLong
      ? Array.from({ length: 40 }, (_, batch) => Array.from({ length: 25 }, (_, i) => batch * 25 + i + 1))
      : [SHORT];
/** Most of a run is waiting. */
const AT_ONCE = 3;
const user = users.at(-1) as User;

/** A report as it is unpacked from what was handed in. */
let unpacked: string;
let caches: string;

beforeAll(async () => {
  const cwd = await makeLab(LAB, { template: TEMPLATE, files: FILES, user });
  execFileSync('chmod', ['-R', 'a+rx', join(cwd, 'labs')]);
  caches = await makeFolder(user);
  const env = { XDG_CACHE_HOME: caches, XDG_STATE_HOME: caches };
  const generated = await labreport(['generate', 'small', '--quiet'], { cwd, user, env });
  expect(generated).toEqual({ status: 0, stdout: '', stderr: '' });
  const flags = ['--anyway', '--set', 'author=Ada', '--out', 'small.zip'];
  const { stderr } = await labreport(['submit', 'reports/small', ...flags], { cwd, user, env });
  expect(stderr).toBe('');
  execFileSync('unzip', ['-q', 'small.zip'], { cwd });
  unpacked = join(cwd, 'small-ada');
});

test.each(BATCHES.map((seeds, i) => ({ name: `batch ${i + 1}`, seeds })))(
  'whatever was done to a report, each command ends with its own words and touches nothing else: $name',
  { timeout: 3_600_000 },
  async ({ seeds }) => {
    const flaws: unknown[] = [];
    const figures: Figures = { peakKb: 0, statuses: {} };
    const left = [...seeds];
    const work = async () => {
      for (let seed = left.shift(); seed !== undefined; seed = left.shift())
        flaws.push(...(await tryMutation(seed, figures)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (isLong) console.log(JSON.stringify({ seeds: seeds.length, ...figures, flaws }));
    expect(flaws).toEqual([]);
  },
);

interface Figures {
  peakKb: number;
  statuses: Record<string, number>;
}

/** One mutated report through each command; gives what should not have been. */
async function tryMutation(seed: number, figures: Figures): Promise<unknown[]> {
  const home = await makeFolder(user);
  const at: Unpacked = { home, dir: join(home, 'D') };
  await cp(unpacked, at.dir, { recursive: true });
  for (const folder of ['Documents', 'tmp', 'out']) await mkdir(join(home, folder));
  for (const name of ['.bashrc', 'Documents/thesis.odt']) await writeFile(join(home, name), SECRET);
  const what = await mutate(at, seed);
  if (isRoot) execFileSync('chown', ['-hR', `${ORDINARY}:${ORDINARY}`, home]);

  const flaws: unknown[] = [];
  for (const command of inAnyOrder(seed)) {
    const before = { home: stamps(home, ['D', 'out']), report: stamps(at.dir, []) };
    const ran = await measured(command, home);
    const flaw = {
      ...(![0, 1, 2, 3].includes(ran.status as number) && { status: ran.status }),
      ...(/(^|\n)\s+at |node:internal/.test(ran.stderr) && { trace: ran.stderr }),
      ...(ran.status === 2 && ran.stderr === '' && { silent: true }),
      ...(ran.peakKb > 300 * 1024 && { peakKb: ran.peakKb }),
      ...(hasControl(ran.stdout + ran.stderr) && { control: ran.stdout + ran.stderr }),
      ...differing('outside', before.home, stamps(home, ['D', 'out'])),
      ...(command !== 'render' && differing('report', before.report, stamps(at.dir, []))),
      ...(tells(ran.stdout + ran.stderr, at) && { secret: true }),
    };
    if (Object.keys(flaw).length > 0) flaws.push({ seed, what, command, ...flaw });
    figures.peakKb = Math.max(figures.peakKb, ran.peakKb);
    const counted = `${command} ${ran.status}`;
    figures.statuses[counted] = (figures.statuses[counted] ?? 0) + 1;
  }
  await rm(home, { recursive: true, force: true });
  return flaws;
}

function inAnyOrder(seed: number) {
  const draw = random(seed);
  return COMMANDS.map((command) => ({ command, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ command }) => command);
}

async function measured(command: string, home: string) {
  const more = command === 'submit' ? ['--anyway', '--set', 'author=Ada', '--out', 'out/handed-in.zip'] : [];
  const peaks = join(home, 'out', 'peaks');
  const env = {
    TMPDIR: join(home, 'tmp'),
    XDG_CACHE_HOME: caches,
    XDG_STATE_HOME: caches,
    LABREPORT_PEAKS: peaks,
    NODE_OPTIONS: `--import ${join(resolve(import.meta.dirname), 'measure-peak.mjs')}`,
  };
  const ran = await labreport([command, 'D', ...more], { cwd: home, user, env });
  const lines = existsSync(peaks) ? (await readFile(peaks, 'utf8')).trim().split('\n') : [];
  await rm(peaks, { force: true });
  return { ...ran, peakKb: Math.max(0, ...lines.map(Number)) };
}

/** Path to what tells that something was written, without opening it. */
function stamps(folder: string, without: string[]): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !without.includes(name));
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const path = join(folder, entry.name);
      const { ino, size, mtimeMs, mode } = lstatSync(path, { throwIfNoEntry: false }) ?? {};
      const own = [path, entry.isDirectory() ? 'folder' : `${ino} ${size} ${mtimeMs} ${mode}`] as const;
      return entry.isDirectory() ? [own, ...Object.entries(stamps(path, []))] : [own];
    }),
  );
}

function differing(name: string, before: Record<string, string>, after: Record<string, string>) {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = paths.filter((path) => before[path] !== after[path]);
  return changed.length > 0 ? { [name]: changed } : {};
}

/** What a terminal would act on. */
function hasControl(text: string): boolean {
  return /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', '').replaceAll('\t', ''));
}

/** Some have been made so that not even their owner may read them; root may. */
function readIfAllowed(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Whether the person's own file stands in what was printed, written or packed. */
function tells(printed: string, { home, dir }: Unpacked): boolean {
  const archive = join(home, 'out', 'handed-in.zip');
  const packed = existsSync(archive) ? Object.values(unzipSync(readFileSync(archive))) : [];
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => (lstatSync(file, { throwIfNoEntry: false })?.size ?? 1e9) < 1e6)
    .map(readIfAllowed);
  return [Buffer.from(printed), ...packed, ...files].some((bytes) => Buffer.from(bytes).includes(SECRET));
}
