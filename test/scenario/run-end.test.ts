import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/record/types.ts';
import { labreport, labYaml, makeLab } from '../generate/labreport.ts';

/** How the program of a lab's only step ended. */
async function endOf(program: string, driver: string) {
  const run = JSON.stringify(`bash -c '${program}'`);
  const cwd = await makeLab(labYaml(`  - { open: it, on: vit001, run: ${run}, until: ready }\n`));
  expect(await labreport(['generate', 'small', '--quiet', '--driver', driver], { cwd })).toMatchObject({ status: 0 });
  const record: RunRecord = JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));
  return record.evidence.map(({ exit }) => exit);
}

describe.each(['namespaces', 'loopback'])('at the end of a run, %s', (driver) => {
  test('a program that has just ended, or is about to, has its end', async () => {
    expect(await endOf('echo ready', driver)).toEqual([{ status: 0 }]);
    const working = 'echo ready; for ((i = 0; i < 20000; i++)); do :; done; exit 3';
    expect(await endOf(working, driver)).toEqual([{ status: 3 }]);
  });

  test('a program that waits goes on, also with a zombie beneath it', async () => {
    expect(await endOf('echo ready; exec sleep 1000', driver)).toEqual([undefined]);
    expect(await endOf('sleep 0 & echo ready; exec sleep 1000', driver)).toEqual([undefined]);
  });

  test('a program that never stops working is not waited for', async () => {
    expect(await endOf('echo ready; while :; do :; done', driver)).toEqual([undefined]);
  });
});
