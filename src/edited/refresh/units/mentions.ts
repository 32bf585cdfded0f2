import type { Plan, PlannedChange } from '../plan.ts';
import { tokensOf } from '../text/tokens.ts';
import type { Left } from '../types.ts';
import type { Unit } from './units.ts';

/** A shorter number may be anything. */
const TELLING_CHARACTERS = 4;

/** Values of the run before in what the student wrote, e.g. a port's number: only its author can say what to do. */
export function findMentions(plan: Plan, own: readonly Unit[]): (Omit<Left, 'line'> & { at: number })[] {
  const changes = tellingChanges(plan);
  return own.flatMap((unit) =>
    tokensOf(unit.text).flatMap(({ text, start }) => {
      const change = changes.get(text);
      if (change === undefined) return [];
      const line = unit.lines.findLast(({ at }) => at <= start);
      const at = line === undefined ? unit.start : line.start + (start - line.at);
      return [{ at, about: change.id, reason: `your text says ${text}, as the run before did`, now: change.text }];
    }),
  );
}

function tellingChanges({ base, values, fresh }: Plan): Map<string, PlannedChange> {
  const now = new Set(fresh.flatMap(({ text }) => tokensOf(text).map((token) => token.text)));
  const changes = new Map<string, PlannedChange>();
  for (const [i, changed] of values) {
    for (const change of changed) {
      const was = base[i]?.text.slice(change.start, change.end) ?? '';
      const isTelling = was.length >= TELLING_CHARACTERS && /^\d+$/.test(was);
      if (isTelling && !now.has(was)) changes.set(was, change);
    }
  }
  return changes;
}
