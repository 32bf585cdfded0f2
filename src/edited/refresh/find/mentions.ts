import { say } from '../../../messages/message.ts';
import { textOf, toReport, type Unit } from '../../read/unit.ts';
import { textsOf, tokensOf } from '../../text/tokens.ts';
import type { Plan, PlannedChange } from '../plan/plan.ts';
import type { Left } from '../refreshed.ts';

/** A shorter number may be anything. */
const TELLING_CHARACTERS = 4;

/** Values of the run before in what the student wrote, e.g. a port's number: only its author can say what to do. */
export function findMentions(plan: Plan, own: readonly Unit[]): (Omit<Left, 'line'> & { at: number })[] {
  const changes = tellingChanges(plan);
  return own.flatMap((unit) =>
    tokensOf(unit.text).flatMap(({ text, from }) => {
      const change = changes.get(text);
      if (change === undefined) return [];
      const at = toReport(unit, from);
      return [{ at, about: change.id, reason: say('saysAsBefore', { text }), now: change.text }];
    }),
  );
}

function tellingChanges({ values, fresh }: Plan): Map<string, PlannedChange> {
  const now = new Set(fresh.units.flatMap(({ text }) => textsOf(tokensOf(text))));
  const changes = new Map<string, PlannedChange>();
  for (const [unit, changed] of values) {
    for (const change of changed) {
      const was = textOf(unit, change);
      const isTelling = was.length >= TELLING_CHARACTERS && /^\d+$/.test(was);
      if (isTelling && !now.has(was)) changes.set(was, change);
    }
  }
  return changes;
}
