import { unlinkSync } from 'node:fs';
import { lookAt, within } from './inside.ts';

/** Removes plain files of a folder, and nothing that lies elsewhere: no part of a path may be a link. */
export function removeInside(dir: string, paths: readonly string[]): void {
  for (const path of paths) {
    within(dir, path, (folder, name, at) => {
      if (lookAt(folder, name, at)?.kind === 'file') unlinkSync(folder.at(name));
    });
  }
}
