import type { EvidenceSummary } from '../../protocol.ts';
import { aspectsOf, closeEvidence, findEvidence, openEvidence, showAspect } from '../actions.ts';
import { showInReport } from '../article/blocks.ts';
import { Icon } from '../parts/icon.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { type Aspect, getState, type Opened, setState } from '../store.ts';
import { LogView } from './log-view.tsx';
import { PacketsView } from './packets-view.tsx';
import { Recording } from './recording.tsx';

/** One evidence: what was run, and what came of it. */
export function EvidenceView({ opened }: { opened: Opened }) {
  const evidence = findEvidence(opened.id);
  if (evidence === undefined) return null;
  const aspects = aspectsOf(evidence);
  return (
    <>
      <div class="panel-head evidence-head">
        <Way evidence={evidence} />
        <p class="command">{evidence.command}</p>
        <Facts evidence={evidence} />
        {aspects.length > 1 && (
          <Tabs
            label="How it is shown"
            class="aspects"
            panel="lr--aspect"
            chosen={opened.aspect}
            tabs={aspects.map((id) => ({ id, label: LABELS[id] }))}
            onChoose={showAspect}
          />
        )}
      </div>
      <div
        id="lr--aspect"
        class="panel-body aspect"
        {...(aspects.length > 1 && { role: 'tabpanel', 'aria-labelledby': `lr--tab-${opened.aspect}` })}
      >
        {evidence.unavailable !== undefined && <p class="none">Not available: {evidence.unavailable}</p>}
        <Shown aspect={opened.aspect} opened={opened} evidence={evidence} />
      </div>
    </>
  );
}

const LABELS: Record<Aspect, string> = { recording: 'Recording', log: 'Raw log', packets: 'Packets' };

function Shown({ aspect, opened, evidence }: { aspect: Aspect; opened: Opened; evidence: EvidenceSummary }) {
  if (aspect === 'recording') return <Recording evidence={evidence} />;
  if (aspect === 'packets') return <PacketsView opened={opened} />;
  return <LogView opened={opened} evidence={evidence} />;
}

/** Back to the list, on to its neighbours, and to where the report shows it. */
function Way({ evidence }: { evidence: EvidenceSummary }) {
  const all = getState().overview?.evidence ?? [];
  const at = all.findIndex(({ id }) => id === evidence.id);
  const go = (step: number) => openEvidence(all[at + step]?.id ?? '');
  return (
    <div class="way">
      <button
        type="button"
        class="icon-button"
        aria-label="Back to the list"
        title="Back (Esc)"
        onClick={closeEvidence}
      >
        <Icon name="back" />
      </button>
      <h2>
        <Icon name={evidence.kind} />
        {evidence.id}
      </h2>
      <button type="button" class="quiet" onClick={() => showIt(evidence.id)}>
        In the report
      </button>
      <button type="button" class="icon-button" aria-label="Evidence before" disabled={at <= 0} onClick={() => go(-1)}>
        <Icon name="up" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Evidence after"
        disabled={at >= all.length - 1}
        onClick={() => go(1)}
      >
        <Icon name="down" />
      </button>
    </div>
  );
}

function showIt(id: string): void {
  setState({ isSheetOpen: false });
  if (!showInReport(id)) setState({ announcement: `The report does not show ${id}.` });
}

function Facts({ evidence }: { evidence: EvidenceSummary }) {
  const { kind, host, time, durationMs, ended } = evidence;
  const facts = [kind, host && `on ${host}`, time, formatSpan(durationMs), ended].filter(Boolean);
  return <p class="facts">{facts.join(' · ')}</p>;
}

function formatSpan(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
