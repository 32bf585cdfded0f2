import type { Cite, ClaimSummary, CrossCheckSummary, Overview } from '../../protocol.ts';
import { openEvidence } from '../actions.ts';
import { Icon, type IconName } from '../parts/icon.tsx';

const ORDER: ClaimSummary['status'][] = ['failed', 'not-testable', 'held'];

/** The claims with their verdicts, those that did not hold first; each leads to what it rests on. */
export function Claims({ overview }: { overview: Overview }) {
  const { claims, crossChecks, failure, made, lab } = overview;
  const sorted = ORDER.flatMap((status) => claims.filter((claim) => claim.status === status));
  return (
    <div class="claims">
      <p class="made">Made {made}</p>
      <p class={lab.isChanged ? 'lab changed' : 'lab'}>{lab.text}</p>
      {failure !== undefined && <p class="failure">The run is incomplete. {failure}</p>}
      {claims.length === 0 && <p class="none">The lab makes no claims.</p>}
      <ul>
        {sorted.map((claim) => (
          <Claim key={claim.claim} {...claim} text={claim.says} icon={claim.status} word={WORDS[claim.status]} />
        ))}
      </ul>
      {crossChecks.length > 0 && <CrossChecks checks={crossChecks} />}
    </div>
  );
}

const WORDS = { held: 'Held', failed: 'Failed', 'not-testable': 'Not testable' };

function CrossChecks({ checks }: { checks: readonly CrossCheckSummary[] }) {
  const agreeing = checks.filter(({ status }) => status === 'agrees').length;
  return (
    <details open={agreeing < checks.length}>
      <summary>
        Cross-checks: {agreeing} of {checks.length} agree
      </summary>
      <ul>
        {checks.map((check, i) => (
          <Claim key={i} {...check} text={check.subject} {...CROSS[check.status]} />
        ))}
      </ul>
    </details>
  );
}

const CROSS: Record<CrossCheckSummary['status'], { icon: IconName; word: string }> = {
  agrees: { icon: 'held', word: 'Agrees' },
  disagrees: { icon: 'failed', word: 'Disagrees' },
  'not-testable': { icon: 'not-testable', word: 'Not testable' },
};

function Claim(props: { text: string; reason: string; cites: readonly Cite[]; icon: IconName; word: string }) {
  const { text, reason, cites, icon, word } = props;
  return (
    <li class={`claim ${icon}`}>
      <span class="verdict">
        <Icon name={icon} />
        <span class="announcer">{word}: </span>
      </span>
      <div>
        <p class="says">{text}</p>
        <p class="reason">{reason}</p>
        {cites.length > 0 && (
          <p class="cites">
            {cites.map((cite, i) => (
              <Citation key={i} cite={cite} />
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

/** Numbers that are told of one citation. */
const MOST_TOLD = 6;

function Citation({ cite }: { cite: Cite }) {
  const { evidence, lines, frames } = cite;
  return (
    <button type="button" class="cite" onClick={() => openEvidence(evidence, { lines, frames })}>
      {evidence}
      {lines.length > 0 && <span> {count('line', lines)}</span>}
      {frames.length > 0 && <span> {count('frame', frames)}</span>}
    </button>
  );
}

function count(unit: string, numbers: readonly number[]): string {
  if (numbers.length > MOST_TOLD) return `${numbers.length} ${unit}s`;
  return `${unit}${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`;
}
