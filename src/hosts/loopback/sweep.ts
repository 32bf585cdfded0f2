import { readdirSync, readFileSync } from 'node:fs';

/** Rounds are few: each kills all that the one before it has missed because it was just being forked. */
const MOST_ROUNDS = 100;

/**
 * Ends every program of a run. They are known by their home folder, which is the run's own and no other's: that also
 * finds programs that have left their terminal and their session.
 */
export function endPrograms(home: string): void {
  const marker = `HOME=${home}`;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(marker));
    if (pids.length === 0) return;
    for (const pid of pids) kill(Number(pid));
  }
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
