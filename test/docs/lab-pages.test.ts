import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseLab } from '../../src/lab/parse.ts';
import { labreport, makeFolder, writeFiles } from '../journeys/labreport.ts';

type Step = Record<string, unknown>;
interface RawLab {
  steps: Step[];
  claims: Record<string, unknown>;
  [key: string]: unknown;
}

const folder = 'docs/lab';
/** Written by hand. */
const BY_HAND = 'hosts.md';
const all = (await readdir(folder)).sort();
const names = all.filter((name) => name !== BY_HAND);
const base = parse(await readFile('labs/two-clients/lab.yaml', 'utf8')) as RawLab;

test('the pages are what scripts/docs.mjs would write now', async () => {
  const fresh = await makeFolder();
  await execa(process.execPath, ['scripts/docs.mjs', fresh]);
  expect((await readdir(join(fresh, 'lab'))).sort()).toEqual(names);
  for (const name of names) {
    expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(join(fresh, 'lab', name), 'utf8'));
  }
});

describe.each(all)('the examples of %s', async (name) => {
  const examples = await examplesOf(name);

  test('are there', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  test.each(examples)('fit into a lab: %#', (example) => {
    const piece = parse(example) as RawLab;
    const text = piece.title === undefined || piece.steps === undefined ? stringify(mergeIn(piece)) : example;
    const lab = parseLab({ text, file: name, name: 'two-clients' });
    const claimed = Object.keys(piece.claims ?? {});
    expect(lab.claims.map(({ id }) => id)).toEqual(expect.arrayContaining(claimed));
  });
});

test('the claims in the examples hold when the lab is run', async () => {
  const pieces = (await examplesOf('claims.md')).map((example) => parse(example) as RawLab);
  const claims = Object.assign({}, ...pieces.map((piece) => piece.claims));
  // Rests on a program of the lab's own, which is not there.
  delete claims['few-segments'];
  const lab = mergeIn({ steps: pieces.flatMap(({ steps = [] }) => steps), claims });
  const cwd = await makeFolder();
  const files = { 'labs/examples/lab.yaml': stringify({ ...lab, template: 'small.md.hbs' }) };
  await writeFiles(cwd, { ...files, 'templates/small.md.hbs': '{{claims}}\n' });
  await execa('cp', ['-r', 'labs/two-clients/src', join(cwd, 'labs/examples/src')]);
  const { status, stdout } = await labreport(['generate', 'examples'], { cwd });
  const count = Object.keys(claims).length;
  expect(count).toBeGreaterThan(12);
  expect(stdout).toContain(`${count} of ${count} claims held`);
  expect(status).toBe(0);
});

async function examplesOf(name: string): Promise<string[]> {
  const page = await readFile(join(folder, name), 'utf8');
  return [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
}

/** The lab with a piece in it: a step that does the same to the same takes the other's place, others come before the first stop. */
function mergeIn({ steps = [], ...piece }: Partial<RawLab>): RawLab {
  const isSame = (one: Step, other: Step) => {
    const [key = ''] = Object.keys(one);
    return typeof one[key] === 'string' && one[key] === other[key];
  };
  const kept = base.steps.filter((old) => !steps.some((step) => isSame(step, old)));
  // Programs that a piece opens are used by steps of the lab; what it stops, the lab uses no more.
  const opening = steps.filter((step) => 'open' in step || 'capture' in step);
  const others = steps.filter((step) => !opening.includes(step));
  const stops = others.filter((step) => 'stop' in step);
  const at = kept.findIndex((step) => 'stop' in step);
  const middle = [...kept.slice(0, at), ...others.filter((step) => !stops.includes(step)), ...kept.slice(at)];
  return { ...base, ...piece, claims: piece.claims ?? {}, steps: [...opening, ...middle, ...stops] };
}
