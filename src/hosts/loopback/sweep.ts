import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Rounds are few: each kills all that the one before it has missed because it was just being forked. */
const MOST_ROUNDS = 100;

/**
 * Ends every program of a run. They are known by the run's folder, which is no other's: it is their home, or they
 * work in it, or were built in it. That also finds programs that have left their terminal and their session.
 */
export function endPrograms(folder: string): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOfRun(name, folder));
    if (pids.length === 0) return;
    for (const pid of pids) kill(Number(pid));
  }
}

/** Whether a process is one of the run that has this folder. */
export function isOfRun(pid: string, folder: string): boolean {
  const places = ['cwd', 'exe'].map((link) => linkOf(pid, link));
  return places.some((place) => place.startsWith(`${folder}/`)) || environmentOf(pid).includes(`HOME=${folder}`);
}

function linkOf(pid: string, name: string): string {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return '';
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
