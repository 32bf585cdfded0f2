import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { copyFolder, labreport, makeFolder } from './labreport.ts';

const made = new Map<string, Promise<string>>();

/**
 * A copy, which the test may change, of what `make` makes in a folder of its own. It is made once, by the first test of a row
 * that asks for it, since a lab takes long to run. `key` tells one thing from another.
 */
export async function copyOfMade(key: string, make: () => Promise<string>): Promise<string> {
  const kept = made.get(key) ?? keep(make);
  made.set(key, kept);
  return copyFolder(await kept);
}

/** What a test makes is gone after its file: this stays until the last test has ended. */
async function keep(make: () => Promise<string>): Promise<string> {
  const [folder, kept] = [await make(), await mkdtemp(join(inject('packageFolder'), 'made-'))];
  await cp(folder, kept, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return kept;
}

export type OwnLab = 'two-clients' | 'concurrent-servers';

/** A folder with a report of one of labreport's own labs, reports/LAB, as `generate LAB` makes it. */
export function copyOfReport(lab: OwnLab): Promise<string> {
  return copyOfMade(lab, async () => {
    const cwd = await makeFolder();
    const { status, stdout, stderr } = await labreport(['generate', lab, '--quiet'], { cwd });
    if (status !== 0 || `${stdout}${stderr}` !== '') throw new Error(`${lab} ended with ${status}: ${stdout}${stderr}`);
    return cwd;
  });
}
