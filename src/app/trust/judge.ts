import { loadLab } from '../../lab/load.ts';
import type { Owned, Whose } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { LabreportError } from '../../text/errors.ts';
import { knownLabs, onlyNamed } from './known-lab.ts';
import { recordedValues } from './parameters.ts';
import { keptLab } from './whose.ts';

/** The lab that a report is judged by: its claims, its commands, its limits. */
export interface Judge {
  /** With the values that the record gives its parameters. */
  lab: Lab;
  owned: Owned;
  /** A person has named it, it is known here by the name in the report, or the report brought it itself. */
  from: 'named' | 'known' | 'kept';
  /** Whose those values are. */
  parameters: Whose;
}

/**
 * The lab that judges a report though the report did not bring it; none where none is named or known. One that is known
 * but has a mistake just now can't judge: `problem` says which.
 */
export async function otherJudge(
  record: RunRecord,
  named: string | undefined,
): Promise<{ judge?: Judge; problem?: LabreportError }> {
  if (named !== undefined) return { judge: await load(record, await onlyNamed(named), 'named') };
  const [found] = knownLabs(record.lab.name);
  if (found === undefined) return {};
  const known = asFound(found);
  const problem = await problemOf(known);
  return problem === undefined ? { judge: await load(record, known, 'known') } : { problem };
}

/**
 * A lab in ./labs that no person has named may have come with the report, in an archive that was unpacked here: it judges,
 * but what of it is run is somebody else's.
 */
function asFound({ dir, whose }: Owned): Owned {
  return { dir, whose: whose === 'labreport' ? whose : 'theirs' };
}

async function problemOf(owned: Owned): Promise<LabreportError | undefined> {
  try {
    await loadLab(owned);
    return undefined;
  } catch (error) {
    if (error instanceof LabreportError) return error;
    throw error;
  }
}

/** The lab that the report itself keeps, as its lab.yaml says. */
export async function keptJudge(record: RunRecord, dir: string): Promise<Judge> {
  return load(record, keptLab(dir), 'kept');
}

/** How a person calls the lab: "labreport’s own two-clients", "./labs/greeting". */
export function nameJudge({ owned, lab, from }: Judge): string {
  if (from === 'kept') return 'the lab that the report keeps';
  return owned.whose === 'labreport' ? `labreport’s own ${lab.name}` : owned.dir;
}

/** The same for a line of its own; of a lab that nobody has named it says where it was found. */
export function describeJudge(judge: Judge): string {
  const { from, owned } = judge;
  const isFound = from === 'known' && owned.whose !== 'labreport';
  return `Judged by ${nameJudge(judge)}${isFound ? ', found in ./labs by its name (if it is yours, name it: --lab)' : ''}.`;
}

async function load(record: RunRecord, owned: Owned, from: Judge['from']): Promise<Judge> {
  const plain = await loadLab(owned);
  const { values, whose } = recordedValues(record, plain);
  const lab = await loadLab({ ...owned, set: values });
  return { lab: from === 'kept' ? { ...lab, name: record.lab.name } : lab, owned, from, parameters: whose };
}
