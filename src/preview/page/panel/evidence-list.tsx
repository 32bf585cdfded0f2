import { useState } from 'preact/hooks';
import type { EvidenceSummary } from '../../protocol.ts';
import { openEvidence } from '../actions.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';

/** All evidence in the order of the run, by host, name and command. */
export function EvidenceList({ evidence }: { evidence: readonly EvidenceSummary[] }) {
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = evidence.filter((each) => {
    const shown = `${each.id} ${each.kind} ${each.host ?? ''} ${each.command}`.toLowerCase();
    return words.every((word) => shown.includes(word));
  });
  return (
    <div class="evidence-list">
      <Field label="Filter evidence" placeholder="Filter by name, host or command" value={text} onInput={setText} />
      {found.length === 0 && <p class="none">Nothing of these words.</p>}
      <ul>
        {found.map(({ id, kind, host, command, time }) => (
          <li key={id}>
            <button type="button" class="entry" onClick={() => openEvidence(id)}>
              <Icon name={kind} />
              <span class="id">{id}</span>
              <span class="host">{host}</span>
              <span class="time">{time}</span>
              <span class="command">{command}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
