import type { Provenance } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import type { RunRecord } from '../../record/run-record.ts';

/**
 * The values that a record gives to parameters of a lab, where they are not the lab's own defaults. They are a report's
 * words: `whose` is theirs unless there are none.
 */
export function recordedValues(
  { lab: recorded }: RunRecord,
  { parameters }: Lab,
): { values: Record<string, string>; whose: Provenance['parameters'] } {
  const values = Object.entries(recorded.parameters ?? {}).flatMap(([name, parameter]) => {
    const own = Object.hasOwn(parameters, name) ? parameters[name]?.default : undefined;
    const value: unknown = parameter?.value;
    return own === undefined || typeof value !== 'string' || value === own ? [] : [[name, value] as const];
  });
  return { values: Object.fromEntries(values), whose: values.length === 0 ? 'yours' : 'theirs' };
}
