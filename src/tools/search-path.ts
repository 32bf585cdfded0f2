import { delimiter, isAbsolute } from 'node:path';

/** Where execvp(3) looks when nothing says where. */
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';

/**
 * The folders of PATH that are the same wherever one stands. An empty one, "." and other relative ones mean the current
 * folder: in one that came from somebody else, a file named like a tool would be run as that tool.
 */
export function absoluteFolders(path = ''): string {
  return path.split(delimiter).filter(isAbsolute).join(delimiter) || SYSTEM_PATH;
}
