import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATH = 'reports/concurrent-servers';

/** Folder of the committed sample report; taken from git where a run of the lab has put another report in its place. */
export const SAMPLE = isCommitted() ? PATH : fromGit();

function isCommitted(): boolean {
  try {
    return execFileSync('git', ['status', '--porcelain', '--', PATH], { encoding: 'utf8' }) === '';
  } catch {
    return true;
  }
}

function fromGit(): string {
  const folder = mkdtempSync(join(tmpdir(), 'labreport-sample-'));
  execFileSync('bash', ['-c', 'git archive HEAD "$0" | tar -x -C "$1"', PATH, folder]);
  return join(folder, PATH);
}
