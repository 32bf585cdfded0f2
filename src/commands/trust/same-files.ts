import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Whether two folders hold the same files, byte for byte, and nothing else: no links, pipes or devices. */
export function haveSameFiles(one: string, other: string): boolean {
  const [files, others] = [listFiles(one), listFiles(other)];
  if (files === undefined || files.length !== others?.length) return false;
  return files.every((path, i) => path === others[i] && isSame(join(one, path), join(other, path)));
}

/** Undefined where there is no such folder, or something in it is neither file nor folder. */
function listFiles(dir: string): string[] | undefined {
  try {
    const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
    if (!entries.every((entry) => entry.isFile() || entry.isDirectory())) return undefined;
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => relative(dir, join(entry.parentPath, entry.name))).sort();
  } catch {
    return undefined;
  }
}

function isSame(file: string, other: string): boolean {
  return lstatSync(file).size === lstatSync(other).size && readFileSync(file).equals(readFileSync(other));
}
