import type { Plan } from '../plan.ts';
import { certainPairs } from '../text/common.ts';
import { fold } from '../text/tokens.ts';
import type { Unit } from './units.ts';

/** Where the units of a written report are in the edited one. */
export interface Matching {
  /** Of each unit, the same ones in the edited report; several where it was copied. */
  same: Map<number, number[]>;
  /** Edited units that are like several units which become different: nobody can say which of them they are. */
  unclear: Map<number, number[]>;
  /** Parts of both reports between units that are the same, with what is left over there. */
  gaps: Gap[];
}

export interface Gap {
  base: number[];
  edited: number[];
}

/**
 * Evidence is known by what its fence names, images by their file, other text by itself. `isOwn` tells which units the
 * student was asked to write: they are nothing of ours.
 */
export function matchUnits(plan: Plan, edited: readonly Unit[], isOwn: (unit: Unit) => boolean): Matching {
  return new Matcher(plan, edited, isOwn).match();
}

class Matcher {
  readonly #plan: Plan;
  readonly #edited: readonly Unit[];
  readonly #futures: string[];
  readonly #names: string[];
  readonly #editedNames: string[];
  readonly #byName = new Map<string, number[]>();
  readonly #same = new Map<number, number[]>();
  /** The unit that each edited one is. */
  readonly #of = new Map<number, number>();

  constructor(plan: Plan, edited: readonly Unit[], isOwn: (unit: Unit) => boolean) {
    this.#plan = plan;
    this.#edited = edited;
    this.#futures = futuresOf(plan);
    this.#names = plan.base.map(nameOf);
    for (const [i, name] of this.#names.entries()) this.#byName.set(name, [...(this.#byName.get(name) ?? []), i]);
    const byOutput = new Map(plan.base.flatMap((unit, i) => (unit.kind === 'evidence' ? [[outputOf(unit), i]] : [])));
    this.#editedNames = edited.map((unit, i) => {
      const name = nameOf(unit);
      if (unit.code !== undefined && !this.#byName.has(name))
        return this.#names[byOutput.get(outputOf(unit)) ?? -1] ?? name;
      return isOwn(unit) && unit.key === undefined ? `own ${i}` : name;
    });
  }

  match(): Matching {
    const certain = certainPairs(this.#names, this.#editedNames);
    for (const [i, j] of certain) this.#take(i, j);
    this.#takeMoved(true);
    while (this.#takeMoved(false));
    return { same: this.#same, unclear: this.#unclear(), gaps: this.#gaps(certain) };
  }

  #take(i: number, j: number): void {
    this.#same.set(i, [...(this.#same.get(i) ?? []), j]);
    this.#of.set(j, i);
  }

  /** Units that stand elsewhere or twice; true when one was found. By their own text alone, or by their neighbours. */
  #takeMoved(isAlone: boolean): boolean {
    let isFound = false;
    for (const j of this.#edited.keys()) {
      if (this.#of.has(j)) continue;
      const i = isAlone ? this.#onlyMeaning(j) : this.#besideNeighbour(j);
      if (i === undefined) continue;
      this.#take(i, j);
      isFound = true;
    }
    return isFound;
  }

  #candidates(j: number): number[] {
    return this.#byName.get(this.#editedNames[j] as string) ?? [];
  }

  /** The only unit of this text, or any where all become the same; the one that stands nowhere else first. */
  #onlyMeaning(j: number): number | undefined {
    const candidates = this.#candidates(j);
    const futures = new Set(candidates.map((i) => this.#futures[i]));
    if (futures.size > 1) return undefined;
    return candidates.find((i) => !this.#same.has(i)) ?? candidates[0];
  }

  #besideNeighbour(j: number): number | undefined {
    const [before, behind] = [this.#of.get(j - 1), this.#of.get(j + 1)];
    const beside = this.#candidates(j).filter((i) => before === i - 1 || behind === i + 1);
    return beside.length === 1 ? beside[0] : undefined;
  }

  #unclear(): Map<number, number[]> {
    const unclear = new Map<number, number[]>();
    for (const j of this.#edited.keys()) {
      const candidates = this.#of.has(j) ? [] : this.#candidates(j);
      if (candidates.length > 0) unclear.set(j, candidates);
    }
    return unclear;
  }

  #gaps(certain: readonly (readonly [number, number])[]): Gap[] {
    const gaps: Gap[] = [];
    let [i, j] = [0, 0];
    for (const [nextI, nextJ] of [...certain, [this.#names.length, this.#edited.length] as const]) {
      const base = range(i, nextI).filter((at) => !this.#same.has(at) && this.#plan.base[at]?.kind !== 'evidence');
      const edited = range(j, nextJ).filter((at) => this.#isFree(at));
      if (base.length + edited.length > 0) gaps.push({ base, edited });
      [i, j] = [nextI + 1, nextJ + 1];
    }
    return gaps;
  }

  #isFree(j: number): boolean {
    return !this.#of.has(j) && this.#candidates(j).length === 0 && !this.#editedNames[j]?.startsWith('own ');
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function nameOf({ kind, key, text }: Unit): string {
  return key === undefined ? `text ${fold(text)}` : `${kind} ${key}`;
}

/** Some editors take away the spaces at the ends of lines. */
export function outputOf({ code }: Unit): string {
  return (code?.value ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** What becomes of each unit, as a text: units whose text and future are the same need not be told apart. */
function futuresOf({ base, values, evidence, moves }: Plan): string[] {
  const futures = base.map((_, i) => {
    const changes = (values.get(i) ?? []).map(({ start, end, text }) => [start, end, text]);
    return JSON.stringify([changes, evidence.get(i)?.text]);
  });
  for (const { gone, come } of moves) {
    for (const i of gone)
      futures[i] = `${futures[i]} gone ${JSON.stringify([i === gone[0], come.map(({ text }) => text)])}`;
  }
  return futures;
}
