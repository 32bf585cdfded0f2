import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { DriverName } from '../../hosts/types.ts';
import type { Limits } from '../../lab/limits.ts';
import type { Lab } from '../../lab/types.ts';
import { confine } from '../inputs/confinement.ts';
import { copyOwnSource, openOwnSource, withOwnPlace } from '../inputs/own-source.ts';

/** A run of a person's own sources. */
export interface Own {
  /** Absent when the person said that they need not be kept apart. */
  limits: Limits | undefined;
  /** Copies the sources into a run's folder: to be kept with the report, and to be built. */
  copyInto(dir: string, out: string): Promise<void>;
  /** A place in the lab's sources is one in the person's own. */
  place(error: unknown): unknown;
}

/** Opens the folder that --source names. */
export async function openOwn(options: {
  path: string;
  unconfined: boolean;
  lab: Lab;
  driver: DriverName;
}): Promise<Own> {
  const { path, unconfined, lab, driver } = options;
  const source = await openOwnSource({ path, lab });
  const why = '--source runs programs that labreport does not know';
  return {
    limits: unconfined ? undefined : confine({ lab, driver, why }),
    async copyInto(dir, out) {
      const kept = join(dir, 'lab', 'src');
      await copyOwnSource(source, kept, [dir, out]);
      await cp(kept, join(dir, 'src'), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    },
    place: (error) => withOwnPlace(error, { source, lab }),
  };
}
