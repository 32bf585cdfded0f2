import type { DriverName } from '../../hosts/host-driver.ts';
import { type Runner, startRunner } from '../../scenario/confined.ts';

let expected: Runner | undefined;

/**
 * Starts the runner of a run that the command line seems to ask for, before anything else of labreport is loaded: it
 * takes its time to come up. If the run is not to be after all, the runner ends with this process.
 */
export function expectRun([command, ...args]: readonly string[]): void {
  if (command !== 'generate' || args.length === 0) return;
  if (args.some((arg) => arg.startsWith('--driver') || arg === '--help' || arg === '-h')) return;
  expected = startRunner('namespaces');
}

/** The runner that was expected, or one that is started now. */
export function takeRunner(driver: DriverName): Runner {
  const runner = driver === 'namespaces' ? expected : undefined;
  if (runner === undefined) return startRunner(driver);
  expected = undefined;
  return runner;
}
