import type { Facts } from '../evidence/facts.ts';
import { tell } from '../language/tell.ts';
import type { RunRecord } from '../record/run-record.ts';
import type {
  Aspect,
  ComparedObservation,
  Comparison,
  Difference,
  EnvironmentDifference,
  Observation,
} from './observation.ts';
import { observeRun } from './observe/observe-run.ts';

/** Compares what two runs of a lab observed. Ports, process ids, times and the like are named by role before. */
export function compareRuns({ before, after }: { before: Facts; after: Facts }): Comparison {
  const observations = compareObservations(observeRun(before), observeRun(after));
  return {
    same: observations.every(({ same }) => same),
    observations,
    environment: compareEnvironment(before.record, after.record),
  };
}

/** Observations of the same kind and id are one; the order is that of `before`, then what only `after` has. */
function compareObservations(before: Observation[], after: Observation[]): ComparedObservation[] {
  const others = new Map(after.map((observation) => [keyOf(observation), observation]));
  const known = new Set(before.map(keyOf));
  return [
    ...before.map((observation) => compareOne(observation, others.get(keyOf(observation)))),
    ...after.filter((observation) => !known.has(keyOf(observation))).map((extra) => compareOne(undefined, extra)),
  ];
}

function keyOf({ kind, id }: Observation): string {
  return `${kind} ${id}`;
}

function compareOne(before: Observation | undefined, after: Observation | undefined): ComparedObservation {
  const { kind, id } = (before ?? after) as Observation;
  const rules = [...new Set([...(before?.rules ?? []), ...(after?.rules ?? [])])];
  const differences =
    before === undefined || after === undefined
      ? [{ aspect: kind, before: presence(before), after: presence(after) }]
      : compareAspects(before.aspects, after.aspects);
  return { kind, id, same: differences.length === 0, rules, differences };
}

function presence(observation: Observation | undefined): string[] {
  return observation === undefined ? [] : ['observed'];
}

/** An aspect that one run lacks is one without lines. */
function compareAspects(before: readonly Aspect[], after: readonly Aspect[]): Difference[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [one, two] = [before, after].map((aspects) => aspects.find((aspect) => aspect.name === name));
    const [lines, others] = [one?.lines ?? [], two?.lines ?? []];
    if (lines.length === others.length && lines.every((line, i) => line === others[i])) return [];
    return [{ aspect: name, before: lines, after: others, ...notesOf(one, two) }];
  });
}

function notesOf(before: Aspect | undefined, after: Aspect | undefined): Pick<Difference, 'notes'> {
  if (before?.note === undefined && after?.note === undefined) return {};
  return {
    notes: {
      ...(before?.note !== undefined && { before: before.note }),
      ...(after?.note !== undefined && { after: after.note }),
    },
  };
}

/** What the machine and labreport itself differ in. */
function compareEnvironment(before: RunRecord, after: RunRecord): EnvironmentDifference[] {
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
    ['limits of the driver', driver.limits.map((limit) => tell(limit)).join(' ') || 'none'],
    ...Object.entries(machine.tools),
  ]);
}
