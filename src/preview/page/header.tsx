import type { ViewName } from '../protocol.ts';
import { runAgain, showList, showView, stopRun } from './actions.ts';
import { Icon } from './parts/icon.tsx';
import { Tabs } from './parts/tabs.tsx';
import { setState, useStore } from './store.ts';

/** What report it is, which of its two views is shown, how its claims stand, and the button that runs the lab again. */
export function Header() {
  const overview = useStore((state) => state.overview);
  const shown = useStore((state) => state.shown);
  return (
    <header class="header">
      <div class="title">
        <h1>{overview?.title ?? 'Preview'}</h1>
      </div>
      <Tabs
        label="What is shown"
        class="views"
        panel="lr--article"
        chosen={shown}
        tabs={VIEWS}
        onChoose={(name) => void showView(name)}
      />
      <div class="actions">
        <Connection />
        <ClaimsButton />
        <RunButton />
        <button
          type="button"
          class="icon-button"
          aria-label="Keys"
          title="Keys (?)"
          onClick={() => setState({ isHelpOpen: true })}
        >
          ?
        </button>
      </div>
    </header>
  );
}

const VIEWS: { id: ViewName; label: string }[] = [
  { id: 'report', label: 'Report' },
  { id: 'template', label: 'From template' },
];

function Connection() {
  const connection = useStore((state) => state.connection);
  if (connection !== 'lost') return null;
  return <span class="lost">The preview has ended</span>;
}

function ClaimsButton() {
  const claims = useStore((state) => state.overview?.claims);
  const evidence = useStore((state) => state.overview?.evidence.length ?? 0);
  if (claims === undefined) return null;
  const held = claims.filter(({ status }) => status === 'held').length;
  const worst = claims.some(({ status }) => status === 'failed')
    ? 'failed'
    : held < claims.length
      ? 'not-testable'
      : 'held';
  return (
    <>
      <button type="button" class={`claims-button ${worst}`} onClick={() => showList('claims')}>
        <Icon name={worst} />
        {held} of {claims.length} claims
      </button>
      <button type="button" class="evidence-button" onClick={() => showList('evidence')}>
        <Icon name="terminal" />
        {evidence} evidence
      </button>
    </>
  );
}

function RunButton() {
  const phase = useStore((state) => state.run.phase);
  const isLost = useStore((state) => state.connection === 'lost');
  if (phase === 'running' || phase === 'stopping') {
    return (
      <button type="button" class="run-button" disabled={phase === 'stopping'} onClick={() => void stopRun()}>
        <Icon name="stop" />
        Stop
      </button>
    );
  }
  return (
    <button type="button" class="run-button" disabled={isLost} onClick={() => void runAgain()}>
      <Icon name="run" />
      <span>
        Run<span class="wide"> again</span>
      </span>
    </button>
  );
}
