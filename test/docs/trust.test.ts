import type { Table, TableRow } from 'mdast';
import { expect, test } from 'vitest';
import { nodesOf } from '../../src/markdown/nodes.ts';
import { findTool } from '../../src/tools/find.ts';
import { isLong, isRoot } from '../journeys/labreport.ts';
import { readPage } from './markdown.ts';
import { boxProbes } from './trust/box.ts';
import { readProbes } from './trust/reads.ts';
import { runProbes } from './trust/runs.ts';
import type { Probes } from './trust/stranger.ts';
import { toldProbes } from './trust/told.ts';

const probes: Probes = { ...runProbes, ...boxProbes, ...readProbes, ...toldProbes };
const page = await readPage('docs/trust.md');

test('each row of the tables has a probe, and each probe a row', () => {
  const rows = nodesOf(page, 'table').flatMap(namesIn);
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows.sort()).toEqual(Object.keys(probes).sort());
});

const isConfinable = findTool('bwrap') !== undefined;

for (const [name, given] of Object.entries(probes)) {
  const { probe, isLong: rare, isRoot: roots } = typeof given === 'function' ? { probe: given } : given;
  const isTried = isConfinable && (isLong || rare !== true) && (isRoot || roots !== true);
  test.runIf(isTried)(`row ${name} is as the page tells`, async () => {
    await probe();
  });
}

function namesIn({ children: [head, ...rows] }: Table): string[] {
  expect(textOf(head as TableRow)).toBe('row');
  return rows.map(textOf);
}

/** The first cell. */
function textOf({ children: [cell] }: TableRow): string {
  return nodesOf(cell as never, 'text', 'inlineCode')
    .map(({ value }) => value)
    .join('');
}
