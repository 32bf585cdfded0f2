import type { RunRecord } from '../record/types.ts';
import type { EnvironmentDifference } from './types.ts';

/** What the machine and labreport itself differ in. */
export function compareEnvironment(before: RunRecord, after: RunRecord): EnvironmentDifference[] {
  const [one, two] = [factsOf(before), factsOf(after)];
  const names = [...new Set([...one.keys(), ...two.keys()])];
  return names.flatMap((what) => {
    const [left, right] = [one.get(what) ?? 'not known', two.get(what) ?? 'not known'];
    return left === right ? [] : [{ what, before: left, after: right }];
  });
}

function factsOf({ labreport, machine, driver }: RunRecord): Map<string, string> {
  return new Map([
    ['labreport', labreport],
    ['system', machine.system],
    ['kernel', machine.kernel],
    ['driver', driver.name],
    ['limits of the driver', driver.limits.join(' ') || 'none'],
    ...Object.entries(machine.tools),
  ]);
}
