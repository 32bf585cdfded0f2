import { type Listing as Found, listInside } from '../files/list.ts';

/** What lies in a report's folder. Links are not followed. */
export interface Listing {
  /** Regular files, by their path in the folder. */
  files: Map<string, { bytes: number; executable: boolean }>;
  /** Links, pipes, devices, sockets, and names that can't be shown or are paths elsewhere: they are never packed. */
  odd: string[];
}

/** On Windows a backslash parts folders, and a colon follows a drive: such a name could lead out of where it is unpacked. */
const LEADS_ELSEWHERE = /[\\:]/;

/** Every file of a folder, and of the folders in it. */
export function listReport(dir: string): Listing {
  const { files, odd }: Found = listInside(dir);
  const [leading, plain] = [[...files].filter(leadsElsewhere), [...files].filter((file) => !leadsElsewhere(file))];
  return { files: new Map(plain), odd: [...odd, ...leading.map(([path]) => ({ path }))].map(({ path }) => path) };
}

function leadsElsewhere([path]: [path: string, file: unknown]): boolean {
  return LEADS_ELSEWHERE.test(path);
}
