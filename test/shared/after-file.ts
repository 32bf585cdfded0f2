import { afterAll } from 'vitest';

const duties: (() => unknown)[] = [];

/**
 * What a helper of the tests does when the tests of a file are over, of each file anew: the files of a row share a process
 * and the modules in it, so an `afterAll` where a module begins would hold for the first file alone.
 */
export function afterEachFile(duty: () => unknown): void {
  duties.push(duty);
}

/** Lets the duties be done in the file whose tests are being read, also those of helpers that it brings. */
export function doDuties(): void {
  afterAll(async () => {
    for (const duty of duties) await duty();
  });
}
