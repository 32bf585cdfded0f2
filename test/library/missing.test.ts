import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeFolder } from '../journeys/labreport.ts';

/** The library as it is built. */
const library: typeof import('../../src/index.ts') = await import(resolve('dist/index.mjs'));
const { checkReport, generateReport, LabreportError, readPackets, renderReport, runLab } = library;
const { submitReport, updateReport, verifyReport } = library;

/** Each function that takes a path, and the code of the error where nothing is there. */
const FUNCTIONS = {
  checkReport: [checkReport, 'report-not-found'],
  generateReport: [generateReport, 'lab-not-found'],
  readPackets: [async (file: string) => [...readPackets(file)], 'cannot-read'],
  renderReport: [renderReport, 'report-not-found'],
  runLab: [runLab, 'lab-not-found'],
  submitReport: [submitReport, 'report-not-found'],
  updateReport: [updateReport, 'report-not-found'],
  verifyReport: [verifyReport, 'report-not-found'],
} as const;

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
  await mkdir(join(folder, 'empty'));
  await writeFile(join(folder, 'file'), 'x');
});

test('all functions of the library that take a path are here', () => {
  const all = Object.entries(library).filter(([, value]) => typeof value === 'function');
  const others = ['LabreportError', 'tellMessage'];
  expect(all.map(([name]) => name).filter((name) => !others.includes(name))).toEqual(Object.keys(FUNCTIONS));
});

test.each(Object.entries(FUNCTIONS))('%s says that nothing is there', async (name, [call, code]) => {
  const paths = ['missing', 'missing/report.md', 'empty', 'file/report.md', 'a\0b', 'x'.repeat(5000)];
  for (const path of paths) {
    const error = await call(join(folder, path)).catch((thrown: unknown) => thrown);
    expect(error, `${name} ${path}`).toBeInstanceOf(LabreportError);
    const told = error as InstanceType<typeof LabreportError>;
    const expected = name === 'readPackets' && path === 'empty' ? 'unsafe-path' : code;
    expect({ path, code: told.code }).toEqual({ path, code: expected });
    // What to do about it.
    expect(told.hint ?? told.message).toMatch(/expected|For example: |belongs to/);
  }
});
