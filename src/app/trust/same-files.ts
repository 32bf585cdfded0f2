import { listInside } from '../../files/list.ts';
import { readInside } from '../../files/read.ts';

/** Whether two folders hold the same files, byte for byte, and nothing else: no links, pipes or devices. */
export function haveSameFiles(one: string, other: string): boolean {
  const [files, others] = [listFiles(one), listFiles(other)];
  if (files === undefined || files.size === 0 || files.size !== others?.size) return false;
  const isSame = (path: string) => readInside(one, path).equals(readInside(other, path));
  return [...files].every(([path, { bytes }]) => others.get(path)?.bytes === bytes && isSame(path));
}

/** Undefined where something in it is neither file nor folder. */
function listFiles(dir: string) {
  const { files, odd } = listInside(dir);
  return odd.length === 0 ? files : undefined;
}
