import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { checkReport } from '../../../src/app/check/check-report.ts';
import { renderReport } from '../../../src/app/render/render-report.ts';
import { formatChecked, formatCheckedJson } from '../../../src/commands/check/format-checked.ts';
import { LabreportError } from '../../../src/text/errors.ts';
import { type Made, makeReport } from '../../commands/report-folder.ts';
import { random } from '../../random.ts';
import { type Mutation, mutationsOf } from './mutate.ts';

const isLong = (process.env.LABREPORT_LONG ?? '') !== '';
const SAMPLE = 200;

let made: Made;
let mutations: Mutation[];

beforeAll(async () => {
  made = await makeReport();
  const all = mutationsOf(JSON.parse(await readFile(join(made.dir, 'record.json'), 'utf8')));
  const draw = random(20261127);
  mutations = isLong ? all : Array.from({ length: SAMPLE }, () => all[Math.floor(draw() * all.length)] as Mutation);
});

/** Other errors than labreport's own; each command says what it finds, or that it can't. */
async function defectOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof LabreportError ? undefined : `${(error as Error).stack}`;
  }
}

it('a record that was changed anywhere is checked and rendered, or refused with its place', async () => {
  const defects: string[] = [];
  for (const { name, text } of mutations) {
    await writeFile(join(made.dir, 'record.json'), text);
    const checked = await defectOf(async () => {
      const found = await checkReport({ path: made.dir });
      return [formatChecked(found), formatCheckedJson(found)];
    });
    const rendered = await defectOf(() => renderReport(made.dir, { out: '-' }));
    defects.push(...[checked, rendered].flatMap((defect) => (defect === undefined ? [] : [`${name}: ${defect}`])));
  }
  expect(defects.slice(0, 10)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}, 3_600_000);
