import type { Pair } from '../../../text/lists.ts';
import type { Unit } from '../../read/unit.ts';
import { certainPairs, gapsBetween } from '../../text/pairs.ts';
import { fold } from '../../text/tokens.ts';
import { outputOf } from '../output.ts';
import type { Plan } from '../plan/plan.ts';

/** Where the units of a written report are in the edited one. */
export interface Matching {
  /** Of each unit, the same ones in the edited report; several where it was copied. */
  same: Map<Unit, Unit[]>;
  /** Edited units that are like several units which become different: nobody can say which of them they are. */
  unclear: Map<Unit, Unit[]>;
  /** Parts of both reports between units that are the same, with what is left over there. */
  gaps: Gap[];
}

export interface Gap {
  base: Unit[];
  edited: Unit[];
}

/**
 * Evidence is known by what its fence names, images by their file, other text by itself. `isOwn` tells which units the
 * student was asked to write: they are nothing of ours.
 */
export function matchUnits(plan: Plan, edited: readonly Unit[], isOwn: (unit: Unit) => boolean): Matching {
  return new Matcher(plan, edited, isOwn).match();
}

/** In here a unit is its number among those of its report: `i` of the written one, `j` of the edited one. */
class Matcher {
  readonly #base: readonly Unit[];
  readonly #edited: readonly Unit[];
  readonly #futures: string[];
  readonly #names: string[];
  readonly #editedNames: string[];
  readonly #byName = new Map<string, number[]>();
  readonly #same = new Map<number, number[]>();
  /** The unit that each edited one is. */
  readonly #of = new Map<number, number>();

  constructor(plan: Plan, edited: readonly Unit[], isOwn: (unit: Unit) => boolean) {
    this.#base = plan.base.units;
    this.#edited = edited;
    this.#futures = futuresOf(plan);
    this.#names = this.#base.map(nameOf);
    for (const [i, name] of this.#names.entries()) this.#byName.set(name, [...(this.#byName.get(name) ?? []), i]);
    const byOutput = new Map(this.#base.flatMap((unit, i) => (unit.kind === 'evidence' ? [[outputOf(unit), i]] : [])));
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
    const same = [...this.#same].map(([i, found]) => [this.#base[i] as Unit, this.#editedUnits(found)] as const);
    return { same: new Map(same), unclear: this.#unclear(), gaps: this.#gaps(certain) };
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

  #unclear(): Map<Unit, Unit[]> {
    const unclear = new Map<Unit, Unit[]>();
    for (const [j, unit] of this.#edited.entries()) {
      const candidates = this.#of.has(j) ? [] : this.#candidates(j);
      if (candidates.length > 0) unclear.set(unit, this.#baseUnits(candidates));
    }
    return unclear;
  }

  #gaps(certain: readonly Pair[]): Gap[] {
    const between = gapsBetween(certain, [...this.#base.keys()], [...this.#edited.keys()]);
    const gaps = between.map(({ one, other }) => ({
      base: this.#baseUnits(one.filter((i) => !this.#same.has(i))).filter(({ kind }) => kind !== 'evidence'),
      edited: this.#editedUnits(other.filter((j) => this.#isFree(j))),
    }));
    return gaps.filter(({ base, edited }) => base.length + edited.length > 0);
  }

  #isFree(j: number): boolean {
    return !this.#of.has(j) && this.#candidates(j).length === 0 && !this.#editedNames[j]?.startsWith('own ');
  }

  #baseUnits(numbers: readonly number[]): Unit[] {
    return numbers.map((i) => this.#base[i] as Unit);
  }

  #editedUnits(numbers: readonly number[]): Unit[] {
    return numbers.map((j) => this.#edited[j] as Unit);
  }
}

function nameOf({ kind, key, text }: Unit): string {
  return key === undefined ? `text ${fold(text)}` : `${kind} ${key}`;
}

/** What becomes of each unit, as a text: units whose text and future are the same need not be told apart. */
function futuresOf({ base, values, evidence, moves }: Plan): string[] {
  const leaves = new Map(
    moves.flatMap(({ gone, come }) => gone.map((unit, n) => [unit, [n === 0, come.map(({ text }) => text)]] as const)),
  );
  return base.units.map((unit) => {
    const changes = (values.get(unit) ?? []).map(({ from, to, text }) => [from, to, text]);
    return JSON.stringify([changes, evidence.get(unit)?.text, leaves.get(unit)]);
  });
}
