import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What lies beside a report's record.json. Each of them may be missing from one that somebody has made by hand. */
const BESIDE = ['logs', 'lab', 'labs', 'report.md', 'lab.yaml'];

/** Whether a path is a report's folder or lies in one, also by a link: then it came with the report. */
export function isInReport(path: string): boolean {
  return [resolve(path), realPath(path)].some((each) => foldersOf(each).some(isReport));
}

/** The path without links; as it is where there is nothing. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A link in the part that is there may still lead elsewhere.
    const folder = dirname(resolve(path));
    return folder === resolve(path) ? folder : join(realPath(folder), basename(path));
  }
}

function foldersOf(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...foldersOf(above)];
}

function isReport(folder: string): boolean {
  return isThere(join(folder, 'record.json')) && BESIDE.some((name) => isThere(join(folder, name)));
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
