import type { Confined } from '../../hosts/types.ts';
import { listPids, type ProcessUsage, readUsage, userNamespace } from '../../hosts/usage.ts';
import type { LimitHit } from '../../record/types.ts';

/** A confined program with all that it starts. */
export interface Watched {
  /** Id of its evidence. */
  id: string;
  place: Confined;
  /** The process that labreport started: bubblewrap's first, which is not confined itself. */
  started(): number | undefined;
}

export interface Group extends Watched {
  /** User namespaces that are its alone: whoever is in one of them is of the group, whatever it did to get away. */
  namespaces: Set<string>;
  /** The most processor time that was counted so far. */
  cpuMs: number;
  addedMs: number;
  /** When it was first to be ended. */
  endedMs?: number;
  hit?: LimitHit;
}

/** Finds the processes of each group. */
export class Finder {
  readonly #own = userNamespace('self');
  /** Processes of labreport's own; they never enter a confinement. */
  #ours = new Set<number>();

  /** Groups in the order in which they were made. `anew`: also looks at those that were known as labreport's own. */
  find(groups: readonly Group[], { anew = false } = {}): Map<Group, ProcessUsage[]> {
    const found = new Map<Group, ProcessUsage[]>(groups.map((group) => [group, []]));
    const started = new Map(groups.map((group) => [group.started(), group]));
    for (const { process, namespace } of this.#findStrangers(anew)) {
      const group =
        started.get(process.parent) ?? groups.findLast(({ namespaces }) => namespaces.has(namespace)) ?? groups.at(-1);
      if (group === undefined) continue;
      group.namespaces.add(namespace);
      found.get(group)?.push(process);
    }
    // The kernel gives the number of a namespace that is gone to the next one.
    for (const [group, processes] of found) if (processes.length === 0) group.namespaces.clear();
    return found;
  }

  /** The living processes that are not in labreport's own user namespace. */
  #findStrangers(anew: boolean): { process: ProcessUsage; namespace: string }[] {
    const pids = listPids();
    // An id may be another's by now.
    this.#ours = new Set(anew ? [] : pids.filter((pid) => this.#ours.has(pid)));
    return pids.flatMap((pid) => {
      if (this.#ours.has(pid)) return [];
      const namespace = userNamespace(pid);
      if (namespace === this.#own) this.#ours.add(pid);
      if (namespace === undefined || namespace === this.#own) return [];
      const process = readUsage(pid);
      return process === undefined ? [] : [{ process, namespace }];
    });
  }
}
