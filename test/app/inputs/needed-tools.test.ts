import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { neededTools, refuseMissingTools } from '../../../src/app/inputs/needed-tools.ts';
import type { DriverName } from '../../../src/hosts/host-driver.ts';
import type { LabreportError } from '../../../src/text/errors.ts';
import { makeRun } from '../../report/fixture.ts';

// Tools in folders of the system's own are found all the same.
beforeEach(() => vi.stubEnv('PATH', '/nowhere'));
afterEach(() => vi.unstubAllEnvs());

/** The tools for want of which drivers can't run a lab. */
function missing(tools: string[], drivers: DriverName[]): string {
  try {
    refuseMissingTools(tools, drivers);
    return '';
  } catch (error) {
    return /^this lab runs (.*), expected/.exec((error as LabreportError).message)?.[1] ?? `${error}`;
  }
}

test.each<[DriverName[], string]>([
  [['namespaces'], 'netstat, unshare'],
  [['namespaces', 'loopback'], 'netstat'],
  [['loopback'], 'netstat'],
])('tools that make hosts are missed where no driver of %j can do without', (drivers, expected) => {
  expect(missing(['netstat', 'gcc', 'unshare'], drivers)).toBe(expected);
  expect(missing(['gcc'], drivers)).toBe('');
});

test('a lab needs what it names, and what its hosts are made with by any driver', () => {
  const { lab } = makeRun({ lab: { build: 'make all' } }).facts.record;
  expect(neededTools(lab)).toEqual(['make', 'gcc', 'tcpdump', 'netstat', 'bash', 'ip', 'unshare']);
});
