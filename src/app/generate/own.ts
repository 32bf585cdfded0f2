import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../../lab/types.ts';
import { copyOwnSource, openOwnSource, withOwnPlace } from '../inputs/own-source.ts';

/** The sources of a run that are not the lab's. What is in them nobody has looked at: they are theirs, also one's own. */
export interface Own {
  /** Copies the sources into a run's folder: to be kept with the report, and to be built. */
  copyInto(dir: string, out: string): Promise<void>;
  /** A place in the lab's sources is one in the person's own. */
  place(error: unknown): unknown;
}

/** Opens the folder that --source names. */
export async function openOwn({ path, lab }: { path: string; lab: Lab }): Promise<Own> {
  const source = await openOwnSource({ path, lab });
  return {
    async copyInto(dir, out) {
      const kept = join(dir, 'lab', 'src');
      await copyOwnSource(source, kept, [dir, out]);
      await cp(kept, join(dir, 'src'), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    },
    place: (error) => withOwnPlace(error, { source, lab }),
  };
}
