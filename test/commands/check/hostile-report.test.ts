import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { linkedFiles } from '../../../src/archive/linked.ts';
import { formatChecked } from '../../../src/commands/check/format-checked.ts';
import { LabreportError } from '../../../src/text/errors.ts';
import { MARKS } from '../../hostile-marks.ts';
import { random } from '../../random.ts';
import { checkText, type Made, makeReport } from '../report-folder.ts';

const isLong = (process.env.LABREPORT_LONG ?? '') !== '';
const MUTATIONS = isLong ? 1000 : 60;

/** What is put somewhere, or in the place of something. */
const PARTS = [
  ...MARKS,
  '> '.repeat(60),
  '- '.repeat(60),
  '*_'.repeat(200),
  '['.repeat(200),
  '`'.repeat(99),
  '<b>'.repeat(99),
  '| - |\n| - |\n',
  '\u202e',
  '\ud800',
  '{{> a}}',
  '[x]: y',
  '![a](../../../etc/passwd)',
  '[^1]',
  '\\'.repeat(99),
  '---\na: b\n---\n',
  '\n\n',
  '',
];

let made: Made;

beforeAll(async () => {
  made = await makeReport();
});

it('a report with anything put anywhere is checked, or refused with a message', async () => {
  const draw = random(9);
  const pick = (below: number) => Math.floor(draw() * below);
  const defects: string[] = [];
  for (let i = 0; i < MUTATIONS; i++) {
    const [from, length] = [pick(made.markdown.length), draw() < 0.5 ? 0 : pick(300)];
    const part = PARTS[pick(PARTS.length)] as string;
    const text = made.markdown.slice(0, from) + part + made.markdown.slice(from + length);
    try {
      formatChecked(await checkText(made, text));
      for (const path of linkedFiles(text)) expect(join('/report', path)).toMatch(/^\/report\//);
    } catch (error) {
      if (!(error instanceof LabreportError))
        defects.push(`${from} ${JSON.stringify(part)}: ${(error as Error).stack}`);
    }
  }
  expect(defects).toEqual([]);
}, 1_200_000);
