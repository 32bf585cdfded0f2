import type { RunState } from '../protocol.ts';
import { runAgain } from './actions.ts';
import { Icon } from './parts/icon.tsx';
import { setState, useStore } from './store.ts';

/** How a run of the lab goes on, and how it has ended until that was read. */
export function RunBar() {
  const run = useStore((state) => state.run);
  const isRead = useStore((state) => state.isOutcomeRead);
  if (run.phase === 'idle' || (run.phase === 'ended' && isRead)) return null;
  return (
    <section class={`run ${run.phase} ${run.outcome?.state ?? ''}`} aria-label="Run">
      {run.phase === 'ended' ? <Outcome run={run} /> : <Progress run={run} />}
    </section>
  );
}

function Progress({ run }: { run: RunState }) {
  const { total, done, now } = run;
  return (
    <>
      <div
        class="progress"
        role="progressbar"
        aria-label="Steps of the lab"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={`${done} of ${total}: ${now}`}
      >
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={total === 0 ? 0 : (100 * done) / total} height="1" />
        </svg>
      </div>
      <p class="now">
        <span class="count">
          {done} of {total}
        </span>
        <span class="step">{now}</span>
      </p>
    </>
  );
}

function Outcome({ run }: { run: RunState }) {
  const { outcome, steps } = run;
  if (outcome === undefined) return null;
  const [first = '', ...rest] = outcome.text.split('\n');
  const icon = outcome.state === 'held' ? 'held' : outcome.state === 'stopped' ? 'stop' : 'failed';
  return (
    <div class="outcome">
      <Icon name={icon} />
      <div class="said">
        <p>{first}</p>
        {rest.length > 0 && <pre>{rest.join('\n').trim()}</pre>}
        {outcome.asksAboutEdits && (
          <p class="choices">
            <button type="button" class="plain-button" onClick={() => void runAgain('keep')}>
              Run, and leave them as they are
            </button>
            <button type="button" class="plain-button" onClick={() => void runAgain('force')}>
              Run, and overwrite them
            </button>
          </p>
        )}
        {steps.length > 0 && <Steps steps={steps} />}
      </div>
      <button type="button" class="icon-button" aria-label="Close" onClick={() => setState({ isOutcomeRead: true })}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function Steps({ steps }: Pick<RunState, 'steps'>) {
  return (
    <details>
      <summary>
        {steps.length} {steps.length === 1 ? 'step' : 'steps'}
      </summary>
      <ol class="steps">
        {steps.map(({ text, atMs, state }, i) => (
          <li key={i} class={state}>
            <span class="at">{(atMs / 1000).toFixed(3)} s</span> {text}
          </li>
        ))}
      </ol>
    </details>
  );
}
