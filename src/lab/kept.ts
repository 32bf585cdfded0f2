import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deepFreeze } from './freeze.ts';
import type { Lab } from './types.ts';

/** A lab of the package, which was read and checked when labreport was built: loading what does that takes longer. */
export interface KeptLab {
  /** What its lab.yaml held then. */
  text: string;
  lab: Lab;
}

/** Beside the built files; labreport that was not built has none. */
const FOLDER = fileURLToPath(new URL('./kept-labs', import.meta.url));

/** The lab that the text of its lab.yaml describes, where nobody has changed it since labreport was built. */
export function keptLab({ text, name }: { text: string; name: string }, folder = FOLDER): Lab | undefined {
  const kept = readKept(join(folder, `${name}.json`));
  return kept?.text === text ? deepFreeze(kept.lab) : undefined;
}

function readKept(file: string): KeptLab | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
