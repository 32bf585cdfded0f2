import { statfsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Ran, snapshot } from './labreport.ts';

/**
 * Runs labreport with `stepBytes` more room on the disk of `reports` each time, until it succeeds. Each run before must
 * leave everything there as it was; gives what these said.
 */
export async function runOnFullDisk(options: {
  reports: string;
  stepBytes: number;
  run: () => Promise<Ran>;
}): Promise<Ran[]> {
  const { reports, stepBytes, run } = options;
  const failed: Ran[] = [];
  for (let freeBytes = 0; ; freeBytes += stepBytes) {
    const { bavail, bsize } = statfsSync(reports);
    const filler = join(reports, 'filler');
    await writeFile(filler, new Uint8Array(Math.max(0, bavail * bsize - freeBytes)));
    const before = await snapshot(reports);
    const ran = await run();
    await rm(filler);
    if (ran.status === 0) return failed;
    failed.push(ran);
    const { filler: _filler, ...others } = before;
    expect(await snapshot(reports)).toEqual(others);
  }
}
