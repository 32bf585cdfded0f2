import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TracedRecord } from '../../../src/app/record/render-record.ts';
import { mergeTexts } from '../../../src/app/update/merge.ts';
import { readDocument } from '../../../src/edited/read/document.ts';
import { poll } from '../../../src/text/poll.ts';
import { type Block, readBlocks, write } from '../../edited/refresh/document.ts';
import { editAtRandom, randomStyle } from '../../edited/refresh/edits.ts';
import { random } from '../../random.ts';
import { isLong, labreport } from '../labreport.ts';
import { copyOfReport } from '../made.ts';
import { generate, written } from './reports.ts';

const LAB = isLong ? 'concurrent-servers' : 'two-clients';
const EDITS = isLong ? 1_000 : 30;
const UPDATES = isLong ? 20 : 2;
const MOST_OPERATIONS = 12;

/** What a student with this seed does to a report, in the words of both runs. */
function edit(blocks: readonly Block[], seed: number) {
  const next = random(seed);
  const { blocks: edited, done } = editAtRandom(blocks, next, 1 + Math.floor(next() * MOST_OPERATIONS));
  const style = randomStyle(next);
  return { before: write(edited, 'base', style), expected: write(edited, 'fresh', style), done, style, edited };
}

/** The first line of a block tells its time in seconds: of two runs in one second, blocks can be alike. */
async function nextSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1000);
  const now = second();
  await poll(() => second() > now || undefined, AbortSignal.timeout(5_000));
}

let cwd: string;
let base: TracedRecord;
let fresh: TracedRecord;

beforeAll(async () => {
  cwd = await copyOfReport(LAB);
  base = await written(join(cwd, 'reports', LAB));
  await nextSecond();
  fresh = await written(await generate(cwd, LAB, 'other'));
});

describe(`an edited report of ${LAB}, refreshed`, () => {
  test(`is the new report with the same edits, byte for byte, ${EDITS} times`, { timeout: 3_600_000 }, () => {
    const blocks = readBlocks(base.markdown, fresh.markdown);
    const wrong: unknown[] = [];
    let evidence = 0;
    for (let seed = 1; seed <= EDITS; seed++) {
      const { before, expected, done, style, edited } = edit(blocks, seed);
      const refreshed = mergeTexts({ written: base, fresh, edited: before }, { overwrites: false });
      const shown = edited.filter(({ kind }) => kind === 'evidence').length;
      evidence += refreshed.evidence;
      if (refreshed.markdown === expected && refreshed.evidence === shown) continue;
      wrong.push({ seed, done, style, shown, ...refreshed, markdown: firstDifference(refreshed.markdown, expected) });
    }
    expect(wrong).toEqual([]);
    expect(evidence).toBeGreaterThan(EDITS);
  });

  test('differs in all of its evidence from the run before', () => {
    const outputs = (markdown: string) => readDocument(markdown).units.flatMap(({ code }) => code?.value ?? []);
    const before = new Set(outputs(base.markdown));
    expect(outputs(fresh.markdown).filter((output) => before.has(output))).toEqual([]);
  });
});

describe('labreport update', () => {
  test(`refreshes edited reports in place, ${UPDATES} times`, { timeout: 3_600_000 }, async () => {
    const dir = join(cwd, 'reports', LAB);
    const file = join(dir, 'report.md');
    for (let seed = 1; seed <= UPDATES; seed++) {
      const before = await written(dir);
      await writeFile(file, edit(readBlocks(before.markdown, before.markdown), seed).before);
      const { status, stderr } = await labreport(['update', dir, '--quiet'], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const after = await written(dir);
      const { expected, done } = edit(readBlocks(before.markdown, after.markdown), seed);
      expect({ seed, done, text: await readFile(file, 'utf8') }).toEqual({ seed, done, text: expected });
      const checked = await labreport(['check', dir, '--json'], { cwd });
      expect(JSON.parse(checked.stdout)).toMatchObject({ sound: true, differences: [], fileFindings: [] });
    }
  });
});

function firstDifference(found: string, expected: string): unknown {
  const [one, other] = [found.split('\n'), expected.split('\n')];
  const at = one.findIndex((line, i) => line !== other[i]);
  return { line: at + 1, found: one.slice(at - 2, at + 3), expected: other.slice(at - 2, at + 3) };
}
