import { checkClaims } from '../../claims/check-claims.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import type { Facts } from '../../evidence/facts.ts';
import { tell } from '../../language/tell.ts';
import { notSeen } from '../../messages/not-seen.ts';
import type { Evidence } from '../../record/run-record.ts';
import { groupBy } from '../group-by.ts';
import { Names } from '../names/names.ts';
import { SHARED_ROWS_RULE } from '../names/rules.ts';
import type { Observation } from '../observation.ts';
import { observeCapture } from './observe-capture.ts';
import { observeMoment } from './observe-moment.ts';
import { observeBuild, observeTerminal } from './observe-terminal.ts';

/** All that a run showed: whether it is complete, each piece of evidence, and the verdict on each claim. */
export function observeRun(facts: Facts): Observation[] {
  const names = new Names(facts);
  return [
    observeEndOfRun(facts),
    ...facts.record.evidence.map((evidence) => observeEvidence(evidence, facts, names)),
    ...observeClaims(facts),
    ...observeCrossChecks(facts, names),
  ];
}

function observeEvidence(evidence: Evidence, facts: Facts, names: Names): Observation {
  switch (evidence.kind) {
    case 'terminal':
      return observeTerminal(evidence, facts, names);
    case 'moment':
      return observeMoment(evidence, facts, names);
    case 'capture':
      return observeCapture(evidence, facts, names);
    case 'build':
      return observeBuild(evidence, facts, names);
  }
}

function observeEndOfRun({ record }: Facts): Observation {
  const { failure } = record.run;
  const end =
    failure === undefined
      ? { name: 'end', lines: ['complete'] }
      : {
          name: 'end',
          lines: [`incomplete: it stopped at step ${failure.step + 1}, ${record.lab.steps[failure.step]?.verb}`],
          note: tell(notSeen(failure)),
        };
  return { kind: 'run', id: 'run', aspects: [end], rules: [] };
}

function observeClaims(facts: Facts): Observation[] {
  return checkClaims({ facts }).map(({ claim, status, reason }) => ({
    kind: 'claim',
    id: claim,
    aspects: [{ name: 'verdict', lines: [status], note: tell(reason) }],
    rules: [],
  }));
}

/** Each kind of cross-check is one observation: what was held against the captures, and whether it agrees. */
function observeCrossChecks(facts: Facts, names: Names): Observation[] {
  const isShared = !facts.record.driver.traits.ownNetwork;
  const rules = new Set(isShared ? [SHARED_ROWS_RULE] : []);
  // What the whole machine's tables show beside the run's own is not testable.
  const own = crossCheck({ facts }).filter(({ status }) => !isShared || status !== 'not-testable');
  const kinds = groupBy(own, ({ check }) => check);
  return [...kinds].map(([id, checks]) => {
    const lines = checks.map(({ subject, status, cites }) => {
      const evidence = facts.record.evidence.find((each) => each.id === cites[0]?.evidence);
      return `${names.text(tell(subject), { evidence, rules })}: ${status}`;
    });
    return { kind: 'cross-check', id, aspects: [{ name: 'results', lines: lines.sort() }], rules: [...rules] };
  });
}
