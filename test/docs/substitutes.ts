import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import { findTool } from '../../src/tools/find.ts';
import { copyOfReport, type OwnLab } from '../journeys/made.ts';
import { type Outcome, type Place, runCommand } from './run-command.ts';

type Substitute = (command: string, place: Place) => Promise<Outcome>;

/** Commands that a test can't run as they are, each with what proves the same. There are no others. */
const SUBSTITUTES: readonly [RegExp, Substitute][] = [
  // It would run itself: that this test is run by it is asserted in its place.
  [/^npm test$/, proveNpmTest],
  // Goes on until Ctrl-C.
  [/^labreport preview /, visitPreview],
  // Changes the machine.
  [/^sudo apt-get install /, proveDebianPackages],
  // Needs the network: the package is this folder, built.
  [/^npm install labreport$/, linkPackage],
  // Where nothing is there yet it makes the same report on every page.
  [/^labreport generate (two-clients|concurrent-servers)( --quiet)?$/, putReport],
  // Not on every machine.
  [/^unzip -q \S+$/, findTool('unzip') === undefined ? unpack : runCommand],
];

/** What is done in place of a command, if it is one of those. */
export function substituteFor(command: string): Substitute | undefined {
  return SUBSTITUTES.find(([pattern]) => pattern.test(command))?.[1];
}

async function proveNpmTest(_: string, { cwd }: Place): Promise<Outcome> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(scripts.test).toMatch(/(^|&& )node scripts\/test.mjs$/);
  return { status: 0, output: '', cwd };
}

/** Puts a report there that the command has made once in another folder; runs the command where something is there already. */
async function putReport(command: string, place: Place): Promise<Outcome> {
  const { cwd } = place;
  const lab = command.split(' ')[2] as OwnLab;
  const isFresh = (await readdir(cwd)).every((name) => name === 'reports') && !existsSync(join(cwd, 'reports', lab));
  if (!isFresh) return runCommand(command, place);
  await mkdir(join(cwd, 'reports'), { recursive: true });
  await rename(join(await copyOfReport(lab), 'reports', lab), join(cwd, 'reports', lab));
  return { status: 0, output: '', cwd };
}

/** As a program finds it when it is installed. */
async function linkPackage(_: string, { cwd }: Place): Promise<Outcome> {
  await mkdir(join(cwd, 'node_modules'), { recursive: true });
  await symlink(resolve('.'), join(cwd, 'node_modules/labreport'));
  return { status: 0, output: '', cwd };
}

/** Debian knows the packages that a page names. */
async function proveDebianPackages(command: string, { cwd }: Place): Promise<Outcome> {
  const known = new Set(Object.values(JSON.parse(await readFile('src/tools/packages.json', 'utf8'))));
  const named = command.replace(/^sudo apt-get install (-\S+ )*/, '').split(/\s+/);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  return { status: 0, output: '', cwd };
}

/** The same by another program for it. */
async function unpack(command: string, { cwd }: Place): Promise<Outcome> {
  const archive = unzipSync(await readFile(join(cwd, command.replace('unzip -q ', ''))));
  for (const [path, bytes] of Object.entries(archive)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    if (!path.endsWith('/')) await writeFile(join(cwd, path), bytes);
  }
  return { status: 0, output: '', cwd };
}

const LIMIT_MS = 10_000;

/** Starts it, gets the page that it tells of, and ends it with Ctrl-C's signal. */
async function visitPreview(command: string, { cwd, env }: Place): Promise<Outcome> {
  const child = spawn('bash', ['-c', `exec ${command} 2>&1`], { cwd, env: { ...process.env, ...env } });
  const ended = once(child, 'close');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`no address after ${LIMIT_MS} ms: ${output}`)), LIMIT_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\S*(?=\s)/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.on('close', () => reject(new Error(`it ended: ${output}`)));
    child.on('close', () => clearTimeout(limit));
    child.stdout.once('data', () => limit.refresh());
  });
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/<!doctype html>/i);
  child.kill('SIGINT');
  await ended;
  return { status: 0, output, cwd };
}
