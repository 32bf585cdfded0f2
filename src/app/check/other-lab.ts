import { loadLab } from '../../lab/load.ts';
import { compareParts, type LabChanges, partsOf, saysSame } from '../../lab/parts.ts';
import { identifyLab } from '../../record/lab-identity.ts';
import type { LabIdentity, RunRecord } from '../../record/run-record.ts';
import { LabreportError } from '../../text/errors.ts';
import type { ReportOnDisk } from '../record/open-report.ts';
import { recordedValues } from '../trust/parameters.ts';
import { releasedLabs } from '../trust/released.ts';
import { keptLab } from '../trust/whose.ts';
import { version } from '../version.ts';
import type { Forgery } from './forgery.ts';

/** A record that tells another lab than lab.yaml beside it, or calls it what it is not. */
export async function findOtherLab({ record, dir }: ReportOnDisk): Promise<Forgery[]> {
  return [...findMisnamed(record), ...(await findOtherYaml(record, dir))];
}

function findMisnamed(record: RunRecord): Forgery[] {
  const { identity: told } = record;
  const released = releasedLabs;
  // What a later labreport knew of its own labs can't be told here.
  if (told === undefined || told.is === 'unknown' || released[record.lab.name]?.[told.labreport] === undefined)
    return [];
  const is = identifyLab(record, released);
  if (saysSame(withoutTemplate(told), withoutTemplate(is))) return [];
  return [{ kind: 'lab', message: 'record.json: what it calls the lab is not what the lab is' }];
}

/** The template may have been changed since, by labreport render. */
function withoutTemplate(identity: LabIdentity): unknown {
  if (identity.is === 'unknown') return identity;
  const { labreport, ...changes } = identity;
  const none: LabChanges = { parts: [], gutted: [], changed: [], gone: [], added: [] };
  const all = { ...none, ...changes, is: 'known' };
  return { ...all, labreport, parts: (all.parts ?? []).filter((part) => part !== 'template') };
}

/** What another version read from the same lab.yaml may be told otherwise. */
async function findOtherYaml(record: RunRecord, dir: string): Promise<Forgery[]> {
  const isKept = record.inputs.some(({ path }) => path === 'lab/lab.yaml');
  if (!isKept || record.labreport !== version) return [];
  try {
    const kept = await loadLab(keptLab(dir));
    const lab = await loadLab({ ...keptLab(dir), set: recordedValues(record, kept).values });
    const { parts, ...claims } = compareParts(partsOf(lab), partsOf(record.lab));
    const names = [
      ...Object.values(claims)
        .flat()
        .map((id) => `claim ${id}`),
      ...parts,
    ];
    if (names.length === 0) return [];
    return [{ kind: 'lab', message: `record.json tells another lab than lab/lab.yaml: ${names.join(', ')}` }];
  } catch (error) {
    if (!(error instanceof LabreportError)) throw error;
    return [{ kind: 'lab', message: `the lab that the report keeps is none: ${error.text}` }];
  }
}
