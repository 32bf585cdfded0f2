import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/record/run-record.ts';
import { labreport, labYaml, makeLab } from '../journeys/labreport.ts';

/** Its second thread ends it, while the first one waits. */
const THREADS = `#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *work(void *ready) {
  puts(ready);
  fflush(stdout);
  for (volatile int i = 0; i < 1000000; i++) {}
  exit(7);
}

int main(void) {
  pthread_t worker;
  pthread_create(&worker, NULL, work, "ready");
  pthread_join(worker, NULL);
}
`;

/** How the program of a lab's only step ended. */
async function endOf(program: string, driver: string) {
  const run = JSON.stringify(`bash -c '${program}'`);
  const lab = labYaml(
    `  - { open: it, on: vit001, run: ${run}, until: ready }\n`,
    program === './threads' ? 'source: src\nbuild: cc -pthread -o threads threads.c\n' : '',
  );
  const cwd = await makeLab(lab, { files: { 'labs/small/src/threads.c': THREADS } });
  expect(await labreport(['generate', 'small', '--quiet', '--driver', driver], { cwd })).toMatchObject({ status: 0 });
  const record: RunRecord = JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));
  return record.evidence.filter(({ id }) => id === 'it').map(({ exit }) => exit);
}

test('a build that is over before the hosts are made is told after them', async () => {
  const lab = labYaml('  - { moment: list, on: vit001, run: ls }\n', 'source: src\nbuild: echo built\n');
  const cwd = await makeLab(lab, { files: { 'labs/small/src/note': '' } });
  const { status, stdout } = await labreport(['generate', 'small', '--json'], { cwd });
  expect(status).toBe(0);
  const events = stdout.trimEnd().split('\n');
  const told = events.map((line) => JSON.parse(line)).map(({ type, evidence }) => evidence?.id ?? type);
  expect(told.slice(0, 5)).toEqual(['runner-ready', 'run-began', 'hosts-ready', 'build', 'build-ended']);
  const times = events.flatMap((line) => JSON.parse(line).atMs ?? []);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test.each(['sleep 1000 | cat', 'setsid sleep 1000 | cat'])(
  '%s that takes too long is ended as a whole',
  async (run) => {
    const cwd = await makeLab(labYaml(`  - { moment: long, on: vit001, run: "${run}", limit: 0.5 }\n`));
    const { status, stdout } = await labreport(['generate', 'small'], { cwd });
    expect([status, stdout]).toEqual([3, expect.stringContaining('it still ran after 0.5 s and was killed')]);
  },
);

describe.each(['namespaces', 'loopback'])('at the end of a run, %s', (driver) => {
  test('a program that has just ended, or is about to, has its end', async () => {
    expect(await endOf('echo ready', driver)).toEqual([{ status: 0 }]);
    const working = 'echo ready; for ((i = 0; i < 5000; i++)); do :; done; exit 3';
    expect(await endOf(working, driver)).toEqual([{ status: 3 }]);
    expect(await endOf('./threads', driver)).toEqual([{ status: 7 }]);
  });

  test('a program that waits goes on, also with a zombie beneath it', async () => {
    expect(await endOf('echo ready; exec sleep 1000', driver)).toEqual([undefined]);
    expect(await endOf('sleep 0 & echo ready; exec sleep 1000', driver)).toEqual([undefined]);
  });

  test('a program that never stops working is not waited for', async () => {
    expect(await endOf('echo ready; while :; do :; done', driver)).toEqual([undefined]);
  });
});
