import { loadLab } from '../../lab/load.ts';
import type { Owned, Whose } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import type { RunRecord } from '../../record/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { knownLabs, namedLab } from './known-lab.ts';
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
  if (named !== undefined) return { judge: await load(record, await namedLab(named), 'named') };
  const [known] = knownLabs(record.lab.name);
  if (known === undefined) return {};
  const problem = await problemOf(known);
  return problem === undefined ? { judge: await load(record, known, 'known') } : { problem };
}

async function problemOf({ dir }: Owned): Promise<LabreportError | undefined> {
  try {
    await loadLab({ dir });
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

async function load(record: RunRecord, owned: Owned, from: Judge['from']): Promise<Judge> {
  const plain = await loadLab({ dir: owned.dir });
  const { values, whose } = recordedValues(record, plain);
  const lab = await loadLab({ dir: owned.dir, set: values });
  return { lab: from === 'kept' ? { ...lab, name: record.lab.name } : lab, owned, from, parameters: whose };
}
