import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLabFile } from '../../lab/load.ts';
import { copySources } from '../../lab/sources/copy-sources.ts';
import type { Lab } from '../../lab/types.ts';
import { copyClaimCommands } from '../inputs/claim-commands.ts';
import { withNearPlace } from '../inputs/near-place.ts';
import type { Template } from '../inputs/templates.ts';
import type { RunInputs } from '../run/run-lab.ts';
import type { Own } from './own.ts';

/** What a report is made from. */
interface Inputs {
  lab: Lab;
  labDir: string;
  /** Absent where no report is made. */
  template?: Template;
  /** The person's own sources, which take the place of the lab's. */
  own: Own | undefined;
  /** The lab is the copy that a report keeps, whose sources lie in src/. */
  isKept?: boolean;
  out: string;
}

/** The inputs of a run: with lab and sources, the template of the report that is made of it. */
export function reportInputs(inputs: Inputs): RunInputs {
  const { labDir, own } = inputs;
  return {
    source: own && 'own',
    copyInto: (dir) => copyInputs(inputs, dir),
    place: (error) => withNearPlace(own === undefined ? error : own.place(error), labDir),
  };
}

async function copyInputs({ lab, labDir, template, own, out, isKept = false }: Inputs, dir: string): Promise<void> {
  // All at once: for a few small files, to wait for each takes longer than to write it.
  mkdirSync(join(dir, 'lab'));
  writeFileSync(join(dir, 'lab', 'lab.yaml'), readLabFile({ dir: labDir, ...(isKept && { whose: 'theirs' }) }));
  if (template !== undefined) copyTemplate(template, dir);
  const sources = { lab: isKept && lab.source !== undefined ? { ...lab, source: 'src' } : lab, labDir };
  if (own !== undefined) await own.copyInto(dir, out);
  else if (lab.source !== undefined) copySources({ ...sources, to: join(dir, 'lab', 'src') });
  copyClaimCommands({ lab, labDir, to: join(dir, 'lab') });
  if (own === undefined) copySources({ ...sources, to: join(dir, 'src') });
}

function copyTemplate({ text, partials }: Template, dir: string): void {
  writeFileSync(join(dir, 'lab', 'template.md.hbs'), text);
  for (const [name, partial] of Object.entries(partials)) {
    mkdirSync(join(dir, 'lab', 'partials'), { recursive: true });
    writeFileSync(join(dir, 'lab', 'partials', `${name}.hbs`), partial);
  }
}
