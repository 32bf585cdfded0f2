import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const FIXTURES = new URL('./fixtures/', import.meta.url);

/** A capture of captures/, made by record-captures.sh. */
export function capturePath(name: string): string {
  return new URL(`captures/${name}.pcap`, FIXTURES).pathname;
}

export function captureBytes(name: string): Uint8Array {
  return readFileSync(capturePath(name));
}

/** A text of text/, made by record-texts.sh. */
export function fixtureText(name: string): string {
  return readFileSync(new URL(`text/${name}.txt`, FIXTURES), 'utf8');
}

/** A file with these bytes, for programs to read; gone when the test that asked for it has ended. */
export function temporaryFile(name: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'labreport-evidence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Whether a program can be started here; says so when it can't, since tests are skipped then. */
export function isInstalled(program: string): boolean {
  const isThere = spawnSync(program, ['--version']).error === undefined;
  if (!isThere) console.warn(`skipped: ${program} is not installed, so nothing is compared with it`);
  return isThere;
}

/** What a program prints; throws where it fails without output. */
export function run(program: string, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0 && stdout === '') throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
