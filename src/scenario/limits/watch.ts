import type { Confined } from '../../hosts/host-driver.ts';
import { isFull, listPids, type ProcessUsage, readUsage, writtenBytes } from '../../hosts/usage.ts';
import type { LimitName, Limits } from '../../lab/limits.ts';
import type { LimitHit } from '../../record/run-record.ts';
import { poll } from '../../text/poll.ts';
import { findExcess, hitOf } from './excess.ts';

/** A program is looked for often until it is known, then now and then. */
const LOOKING_EVERY_MS = 3;
const LOOKING_FOR_MS = 300;
const WATCHING_MS = 15;
/** What was killed is gone within moments, also on a busy machine. */
const ENDING_LIMIT_MS = 10_000;

/** A confined program with all that it starts. */
interface Watched {
  place: Confined;
  addedMs: number;
  /** It had processes already. */
  hasBegun: boolean;
  /** The most processor time that was counted so far. */
  cpuMs: number;
}

/**
 * Looks every few milliseconds at what confined programs use, and ends the one that has too much of something. The
 * limits that the kernel holds are behind these: they would not tell which one it was.
 */
export class Watch {
  readonly limits: Limits;
  readonly #watched = new Map<string, Watched>();
  readonly #hits = new Map<string, LimitHit>();
  /** File systems that were found full already. */
  readonly #full = new Set<string>();
  readonly #onFault: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;

  /** `onFault` takes what goes wrong while it looks. */
  constructor(limits: Limits, onFault: (error: unknown) => void) {
    this.limits = limits;
    this.#onFault = onFault;
  }

  /** `id` is that of the program's evidence. */
  add(id: string, place: Confined): void {
    this.#watched.set(id, { place, addedMs: performance.now(), hasBegun: false, cpuMs: 0 });
    this.#plan();
  }

  /** What it had too much of. */
  hitOf(id: string): LimitHit | undefined {
    if (this.placeOf(id)?.wasCrowded) this.exceed(id, 'processes');
    return this.#hits.get(id);
  }

  /** Where it runs; undefined when nothing of it is left. */
  placeOf(id: string): Confined | undefined {
    return this.#watched.get(id)?.place;
  }

  /** Ends a program that had too much of something, with all that it has started. */
  exceed(id: string, name: LimitName): void {
    this.#hit(id, hitOf(name, this.limits));
  }

  /** Ends a program though it had too much of nothing. */
  end(id: string): void {
    this.#watched.get(id)?.place.destroy();
  }

  /** The same, and waits until nothing of it is left. */
  async endWhole(id: string): Promise<void> {
    const place = this.placeOf(id);
    if (place === undefined) return;
    place.destroy();
    const isGone = () => listPids(place.proc).length === 0 || undefined;
    await poll(isGone, AbortSignal.timeout(ENDING_LIMIT_MS));
    this.#watched.delete(id);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#watched.clear();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const youngest = performance.now() - LOOKING_FOR_MS;
    const isNew = [...this.#watched.values()].some(({ hasBegun, addedMs }) => !hasBegun && addedMs > youngest);
    this.#timer = setTimeout(() => this.#tryToLook(), isNew ? LOOKING_EVERY_MS : WATCHING_MS);
  }

  #tryToLook(): void {
    try {
      this.#look();
    } catch (error) {
      this.#onFault(error);
    }
  }

  #look(): void {
    const members = new Map([...this.#watched].map(([id, watched]) => [id, this.#lookAt(id, watched)]));
    const disks = new Set([...this.#watched.values()].map(({ place }) => place.disk));
    for (const disk of disks) this.#lookAtDisk(disk, members);
    if (this.#watched.size > 0) this.#plan();
  }

  /** Its processes; what has too many is ended before they are looked at, because that takes the longer the more there are. */
  #lookAt(id: string, watched: Watched): ProcessUsage[] {
    const { place } = watched;
    const [init, ...pids] = listPids(place.proc);
    const isCrowded = pids.length > this.limits.processes || (pids.length === 0 && place.wasCrowded);
    if (isCrowded) this.exceed(id, 'processes');
    if (this.#hits.has(id)) return [];
    // Whoever has ended without leaving anybody behind does not come back.
    if (pids.length === 0 && watched.hasBegun) this.#forget(id, place);
    watched.hasBegun ||= pids.length > 0;
    const processes = pids.flatMap((pid) => readUsage(`${place.proc}/${pid}`) ?? []);
    // What its orphans have used is counted for process 1, which has buried them.
    const buried = init === undefined ? 0 : (readUsage(`${place.proc}/${init}`)?.cpuMs ?? 0);
    watched.cpuMs = Math.max(watched.cpuMs, buried + sum(processes.map(({ cpuMs }) => cpuMs)));
    const excess = findExcess(processes, watched.cpuMs, this.limits);
    if (excess !== undefined) this.#hit(id, excess);
    return processes;
  }

  /** Who has written most has filled it; what the others write finds no room, but they go on. */
  #lookAtDisk(disk: string, members: Map<string, ProcessUsage[]>): void {
    if (!isFull(disk)) this.#full.delete(disk);
    else if (!this.#full.has(disk)) {
      this.#full.add(disk);
      const written = [...members]
        .filter(([id]) => this.placeOf(id)?.disk === disk)
        .map(([id, processes]) => ({ id, bytes: sum(processes.map(({ folder }) => writtenBytes(folder))) }));
      const most = written.toSorted((a, b) => b.bytes - a.bytes)[0];
      if (most !== undefined) this.#hit(most.id, hitOf('disk', this.limits));
    }
  }

  #hit(id: string, hit: LimitHit): void {
    if (!this.#hits.has(id)) this.#hits.set(id, hit);
    this.end(id);
    this.#watched.delete(id);
  }

  #forget(id: string, place: Confined): void {
    place.destroy();
    this.#watched.delete(id);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
