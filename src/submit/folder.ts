import { type Listing as Found, listInside } from '../files/list.ts';

/** What lies in a report's folder. Links are not followed. */
export interface Listing {
  /** Regular files, by their path in the folder. */
  files: Map<string, { bytes: number; executable: boolean }>;
  /** Links, pipes, devices, sockets, and names that can't be shown: they are never packed. */
  odd: string[];
}

/** Every file of a folder, and of the folders in it. */
export function listReport(dir: string): Listing {
  const { files, odd }: Found = listInside(dir);
  return { files, odd: odd.map(({ path }) => path) };
}
