import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in a report's folder. Links are not followed. */
export interface Listing {
  /** Regular files, by their path in the folder. */
  files: Map<string, { bytes: number; executable: boolean }>;
  /** Links, pipes, devices and sockets: they are never packed. */
  odd: string[];
}

/** Every file of a folder, and of the folders in it. */
export function listReport(dir: string): Listing {
  const listing: Listing = { files: new Map(), odd: [] };
  collect(dir, '', listing);
  return listing;
}

function collect(dir: string, below: string, listing: Listing): void {
  for (const entry of readdirSync(join(dir, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) collect(dir, path, listing);
    else if (entry.isFile()) {
      const { size, mode } = lstatSync(join(dir, path));
      listing.files.set(path, { bytes: size, executable: (mode & 0o100) !== 0 });
    } else listing.odd.push(path);
  }
}
