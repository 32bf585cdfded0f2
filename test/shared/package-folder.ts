import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the package is put that is tested, once for all tests of a row, by the first that asks for it. */
    packageFolder: string;
  }
}

/** Vitest calls this before all tests; what it returns, after them. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'labreport-package-'));
  await chmod(folder, 0o755);
  provide('packageFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
