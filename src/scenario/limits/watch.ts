import { isFull, type ProcessUsage, writtenBytes } from '../../hosts/usage.ts';
import type { LimitName, Limits } from '../../lab/limits.ts';
import type { LimitHit } from '../../record/types.ts';
import { findExcess, hitOf } from './excess.ts';
import { Finder, type Group, type Watched } from './group.ts';

/** A program is looked for often until it is known, then now and then. */
const LOOKING_EVERY_MS = 3;
const LOOKING_FOR_MS = 300;
const WATCHING_MS = 15;
/** A program that still makes processes after so long makes them faster than they can be stopped. */
const ENDING_LIMIT_MS = 3000;

/**
 * Looks every few milliseconds at what confined programs use, and ends the one that has too much of something. The
 * limits that the kernel holds are wider, and behind these: they would not tell which one it was.
 */
export class Watch {
  readonly limits: Limits;
  readonly #groups = new Map<string, Group>();
  readonly #finder = new Finder();
  /** File systems that were found full already. */
  readonly #full = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  add(watched: Watched): void {
    this.#groups.set(watched.id, { ...watched, namespaces: new Set(), cpuMs: 0, addedMs: performance.now() });
    this.#plan();
  }

  /** What it had too much of. */
  hitOf(id: string): LimitHit | undefined {
    return this.#groups.get(id)?.hit;
  }

  /** Ends a program that had too much of something, with all that it has started. */
  exceed(id: string, name: LimitName): void {
    const group = this.#groups.get(id);
    if (group !== undefined) this.#hit(group, hitOf(name, this.limits));
  }

  /** Ends a program though it had too much of nothing. */
  end(id: string): void {
    const group = this.#groups.get(id);
    if (group !== undefined) this.#end(group);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#groups.clear();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const youngest = performance.now() - LOOKING_FOR_MS;
    const isNew = [...this.#groups.values()].some((group) => group.namespaces.size === 0 && group.addedMs > youngest);
    this.#timer = setTimeout(() => this.#look(), isNew ? LOOKING_EVERY_MS : WATCHING_MS);
  }

  #look(): void {
    const members = this.#finder.find([...this.#groups.values()]);
    for (const [group, processes] of members) {
      group.cpuMs = Math.max(
        group.cpuMs,
        processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      );
      const excess = findExcess(processes, group.cpuMs, this.limits);
      if (group.hit === undefined && excess !== undefined) this.#hit(group, excess);
      else if (group.hit !== undefined && processes.length > 0) this.#end(group);
    }
    for (const disk of new Set([...members.keys()].map(({ place }) => place.disk))) this.#lookAtDisk(disk, members);
    if (this.#groups.size > 0) this.#plan();
  }

  /** Who has written most has filled it; what the others write finds no room, but they go on. */
  #lookAtDisk(disk: string, members: Map<Group, ProcessUsage[]>): void {
    if (!isFull(disk)) this.#full.delete(disk);
    else if (!this.#full.has(disk)) {
      this.#full.add(disk);
      const written = [...members]
        .filter(([{ place }]) => place.disk === disk)
        .map(([group, processes]) => ({ group, bytes: sum(processes.map(({ pid }) => writtenBytes(pid))) }));
      const most = written.toSorted((a, b) => b.bytes - a.bytes)[0];
      if (most !== undefined) this.#hit(most.group, hitOf('disk', this.limits));
    }
  }

  #hit(group: Group, hit: LimitHit): void {
    if (group.hit !== undefined) return;
    group.hit = hit;
    this.#end(group);
  }

  /** Ends all of a group, and whatever its last processes still make meanwhile. */
  #end(group: Group): void {
    const { place, hit } = group;
    group.endedMs ??= performance.now();
    if (place.alone) place.destroy(group.started());
    const isMany = hit?.name === 'processes';
    if (isMany) place.forbidForks?.(true);
    for (let left = this.#members(group); left.length > 0; left = this.#members(group)) {
      // A process that has been killed makes no other any more.
      for (const { pid } of left) kill(pid);
      const triedMs = performance.now() - group.endedMs;
      // Rather this host than the machine.
      if (triedMs > ENDING_LIMIT_MS) place.destroy(group.started());
      if (triedMs > 2 * ENDING_LIMIT_MS) break;
    }
    if (isMany) place.forbidForks?.(false);
  }

  #members(group: Group): ProcessUsage[] {
    return this.#finder.find([...this.#groups.values()], { anew: true }).get(group) ?? [];
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
