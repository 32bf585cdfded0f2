import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { hashFolder } from '../../../src/record/hash.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { labreport, makeVisibleFolder, type Ran, writeFiles } from '../../journeys/labreport.ts';

/**
 * Where a person works, below `home`: `work` has a lab of their own in labs/mine, `inbox` a stranger's report D of a lab of
 * that name. In lab and report each place that may hold a command tries to leave a file PWNED-place, and to read `secret`.
 */
export interface Scene {
  home: string;
  work: string;
  inbox: string;
  /** What the lab's own author has run, when the person made it their own. */
  made: Run;
}

/** A command of labreport's, and whose words have been run as the person. */
export interface Run extends Ran {
  /** The places of the lab that left their file. */
  pwned: string[];
  /** How often something has reached this machine's loopback device. */
  visits: number;
}

/** What proves each row, by its name. What takes long, or differs from others in little, is tried in the long form alone. */
export type Probes = Record<string, (() => unknown) | { isLong?: boolean; isRoot?: true; probe(): unknown }>;

/** All places that hold a command of the lab's own. */
export const PLACES = ['build', 'claim', 'makefile', 'moment', 'program'];

let scene: Promise<Scene> | undefined;
export function setScene(): Promise<Scene> {
  scene ??= makeScene();
  return scene;
}

/** Connections to this machine's loopback device, which only what runs on the machine itself can make. */
const visits = { port: 0, count: 0 };
const server = createServer((socket) => {
  visits.count++;
  socket.destroy();
});
afterAll(() => void server.close());

async function makeScene(): Promise<Scene> {
  const home = await makeVisibleFolder();
  const [work, inbox] = [join(home, 'work'), join(home, 'inbox')];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  visits.port = (server.address() as { port: number }).port;
  await writeFiles(home, { secret: 'the first secret\n', 'inbox/.keep': '' });
  await writeFiles(work, { 'templates/mine.md.hbs': TEMPLATE, 'labs/mine/lab.yaml': labOf(home), ...sourcesOf(home) });
  const place = { home, work, inbox };
  const made = await runIn(place, ['generate', 'mine', '--out', '../inbox/D'], 'work');
  expect(made.status, made.stdout + made.stderr).toBe(0);
  // From now on the person has a secret that the report does not tell.
  await writeFile(join(home, 'secret'), SECRET);
  return { ...place, made };
}

export const SECRET = 'what nobody else may read\n';
/** Stands in the environment of each command. */
const SECRET_WORD = 'in-the-environment-alone';

function labOf(home: string): string {
  const tell = `cat ${home}/secret; echo >/dev/tcp/127.0.0.1/${visits.port}; true`;
  const moment = `id >${home}/PWNED-moment; pwd; id -u; env; grep CapEff /proc/self/status; ls -d /proc/[0-9]*; ${tell}`;
  return `title: A lab that tries all it can
template: mine.md.hbs
source: src
build: "id >${home}/PWNED-build; make hello"
parameters:
  word: { type: text, default: plain, description: A word }
programs:
  hello: { run: ./hello, make: hello }
networks: { lan: 192.0.2.0/24 }
hosts: { vit001: { lan: 192.0.2.1 } }
limits: { processes: 200, output: 1MB }
steps:
  - { open: hello, on: vit001, program: hello, until: '/ready (?<said>.*[)])/' }
  - { moment: look, on: vit001, run: "${moment}" }
  - { moment: said, on: vit001, run: 'echo \${hello.said}' }
  - { moment: word, on: vit001, run: 'echo \${word}' }
  - stop: hello
claims:
  evil: { says: All is well, command: "id >${home}/PWNED-claim; ${tell}" }
  ready: { says: The program is ready, in: hello, shows: ready }
`;
}

function sourcesOf(home: string) {
  return {
    'labs/mine/src/Makefile': `X := $(shell id >${home}/PWNED-makefile)\nhello: hello.sh\n\tcp hello.sh hello\n\tchmod +x hello\n`,
    'labs/mine/src/hello.sh': `#!/bin/sh\nid >${home}/PWNED-program\necho 'ready $(id >${home}/PWNED-value)'\nexec cat\n`,
  };
}

const TEMPLATE = '# A report\n\n{{head}}\n\n{{terminal "hello"}}\n\n{{moment "look"}}\n\n{{claims}}\n';

/** Runs labreport below the person's home, and looks for what a stranger's words left there. */
export async function runIn(
  { home }: Pick<Scene, 'home'>,
  args: string[],
  folder: string,
  env: Record<string, string> = {},
): Promise<Run> {
  for (const name of await pwnedIn(home)) await rm(join(home, `PWNED-${name}`));
  visits.count = 0;
  const ran = await labreport(args, { cwd: join(home, folder), env: { HOME: home, SECRET_WORD, ...env } });
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  return { ...ran, pwned: await pwnedIn(home), visits: visits.count };
}

export async function pwnedIn(home: string): Promise<string[]> {
  const names = await readdir(home);
  return names.flatMap((name) => (name.startsWith('PWNED-') ? [name.slice('PWNED-'.length)] : [])).sort();
}

/** A copy of the stranger's report, changed as whoever hands it in can, in a folder of its own: NAME/D. */
export async function receive(
  name: string,
  change: (dir: string) => unknown = () => {},
  edit: (record: RunRecord) => unknown = () => {},
): Promise<Scene & { dir: string }> {
  const place = await setScene();
  const dir = join(place.home, name, 'D');
  await mkdir(join(place.home, name));
  await cp(join(place.inbox, 'D'), dir, { recursive: true });
  await change(dir);
  const record: RunRecord = JSON.parse(await readFile(join(dir, 'record.json'), 'utf8'));
  record.inputs = await hashFolder(dir, 'lab');
  await edit(record);
  await writeFile(join(dir, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
  return { ...place, dir };
}

/** All that a run has kept, as one text: `verify --keep kept`. */
export async function readKept(folder: string): Promise<{ text: string; record: RunRecord; look: string }> {
  const dir = join(folder, 'run-1');
  const names = await readdir(join(dir, 'logs'));
  const logs = await Promise.all(names.map((name) => readFile(join(dir, 'logs', name), 'latin1')));
  const record = await readFile(join(dir, 'record.json'), 'utf8');
  return {
    text: [...logs, record].join('\n'),
    record: JSON.parse(record),
    look: await readFile(join(dir, 'logs', 'look.txt'), 'utf8'),
  };
}

/** What a person keeps from strangers was told to nobody. */
export function expectNothingTold(text: string): void {
  expect(text).not.toContain(SECRET.trim());
  expect(text).not.toContain(SECRET_WORD);
}

/** Puts the person's own lab, in labs/, beside a report. */
export async function putLab(folder: string, name = 'mine'): Promise<void> {
  const { work, home } = await setScene();
  await cp(join(work, 'labs', 'mine'), join(home, folder, 'labs', name), { recursive: true });
}

/** A run that several rows are about. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
