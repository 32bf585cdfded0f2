import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyFolder } from '../../files/copy.ts';
import { refusal } from '../../files/kinds.ts';
import { readLabFile } from '../../lab/load.ts';
import { copySources } from '../../lab/sources/copy-sources.ts';
import type { Lab } from '../../lab/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { copyClaimCommands } from '../inputs/claim-commands.ts';
import { withNearPlace } from '../inputs/near-place.ts';
import type { RunInputs } from '../run/run-lab.ts';
import type { Verifiable } from './open-verifiable.ts';

/** The inputs of a report's run again: the lab that judges it, or as the report keeps it. */
export function inputsAgain(report: Verifiable): RunInputs {
  return {
    source: report.record.source,
    copyInto: (dir) => (report.judge.from === 'kept' ? copyKept(report, dir) : copyJudge(report, dir)),
    place: (error) => withNearPlace(error, placeOf(error, report)),
  };
}

/** The lab as the report keeps it. */
function copyKept({ dir: from, lab, name }: Verifiable, dir: string): void {
  copyTheirs(join(from, 'lab'), { to: join(dir, 'lab'), name });
  mkdirSync(join(dir, 'src'));
  if (lab.source !== undefined) copyTheirs(join(dir, 'lab', 'src'), { to: join(dir, 'src'), name });
}

/** The lab that judges the report, from its own folder; of the report's nothing but sources that are others. */
function copyJudge({ name, judge, lab, sources }: Verifiable, dir: string): void {
  const labDir = judge.owned.dir;
  mkdirSync(join(dir, 'lab'));
  writeFileSync(join(dir, 'lab', 'lab.yaml'), readLabFile(judge.owned));
  copyClaimCommands({ lab, labDir, to: join(dir, 'lab') });
  for (const to of [join(dir, 'lab', 'src'), join(dir, 'src')]) {
    if (!sources.areKept || lab.source === undefined) copySources({ lab, labDir, to });
    else if (existsSync(sources.dir)) copyTheirs(sources.dir, { to, name });
    else throw noSources(name, lab);
  }
}

function copyTheirs(from: string, { to, name }: { to: string; name: string }): void {
  copyFolder({ from, to, refuse: (message, code) => refusal({ code, dir: join(name, 'lab'), message }) });
}

function noSources(name: string, lab: Lab): LabreportError {
  return new LabreportError({
    code: 'sources-invalid',
    message: `${name} keeps no sources in lab/src, expected those of the programs of ${lab.name}`,
    hint: 'Is it a report of another lab? Then name that one: --lab NAME or --lab DIR',
  });
}

/** Where the lab is that a message tells a place in; what is in its sources came from the report. */
function placeOf(error: unknown, { name, judge, lab, sources }: Verifiable): string {
  if (judge.from === 'kept') return join(name, 'lab');
  const isSource = error instanceof LabreportError && error.place?.file.startsWith(`${lab.source}/`) === true;
  return isSource && sources.areKept ? join(name, 'lab') : judge.owned.dir;
}
