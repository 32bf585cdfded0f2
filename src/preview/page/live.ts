import type { Overview, RunState, View } from '../protocol.ts';
import { closeEvidence, findEvidence } from './actions.ts';
import { getState, setState } from './store.ts';

/** Follows what the server tells: saved files, runs, and whether it is still there. */
export function follow(): void {
  const source = new EventSource('events');
  source.addEventListener('open', () => setState({ connection: 'open' }));
  source.addEventListener('error', () => setState({ connection: 'lost' }));
  listen<Overview>(source, 'overview', takeOverview);
  listen<View>(source, 'view', takeView);
  listen<RunState>(source, 'run', takeRun);
}

function listen<T>(source: EventSource, name: string, take: (data: T) => void): void {
  source.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data)));
}

function takeOverview(overview: Overview): void {
  setState({ overview });
  document.title = `${overview.title} – preview`;
  const { opened } = getState();
  if (opened !== undefined && findEvidence(opened.id) === undefined) closeEvidence();
}

/** What was saved is what one wants to see. */
function takeView(view: View): void {
  const isSaved = view.cause === 'saved';
  setState(({ views, shown }) => ({
    views: { ...views, [view.name]: view },
    shown: isSaved ? view.name : shown,
    ...(isSaved && { announcement: tell(view) }),
  }));
}

function tell({ name, problem }: View): string {
  if (problem !== undefined) return `There is a mistake: ${problem.message}`;
  return name === 'report' ? 'The report was saved.' : 'Shown from the template.';
}

function takeRun(run: RunState): void {
  const before = getState().run.phase;
  const hasEnded = run.phase === 'ended' && before !== 'ended' && before !== 'idle';
  setState({ run, ...(hasEnded && { announcement: run.outcome?.text ?? '' }) });
}
