import { saysSame } from '../../lab/parts.ts';
import type { Lab } from '../../lab/types.ts';
import { say } from '../../messages/message.ts';
import type { Evidence, RunRecord } from '../../record/run-record.ts';
import { type Judge, nameJudge } from './judge.ts';

/**
 * A record as another lab judges it: by that lab's claims. Evidence of a step that is not that lab's own is not available
 * to them: it was made otherwise.
 */
export function judgedBy(record: RunRecord, judge: Judge): RunRecord {
  const { lab } = judge;
  const evidence = record.evidence.map((each): Evidence => {
    if (saysSame(madeBy(each, record.lab), madeBy(each, lab))) return each;
    return { ...each, unavailable: say('madeOtherwise', { judge: nameJudge(judge) }) };
  });
  return { ...record, lab, evidence };
}

/** The step, or the command of the build, that a piece of evidence is of. */
function madeBy({ id, kind }: Evidence, { steps, build }: Lab): unknown {
  if (kind === 'build') return build;
  const step = steps.find(
    (each) => (each.verb === 'open' || each.verb === 'moment' || each.verb === 'capture') && each.id === id,
  );
  if (step === undefined) return undefined;
  // How long a step may take changes nothing of what it shows.
  const { limitMs: _, ...said } = step;
  return said;
}
