import type { AboutEdits, EvidenceSummary, ViewName } from '../protocol.ts';
import { getJson, post } from './server.ts';
import { type Aspect, getState, type Opened, setState } from './store.ts';

/** Shows report.md, or what the template gives. */
export async function showView(name: ViewName): Promise<void> {
  setState({ shown: name });
  if (getState().views[name] !== undefined) return;
  const view = await getJson<NonNullable<ReturnType<typeof getState>['views'][ViewName]>>(`view/${name}`);
  setState(({ views }) => ({ views: { ...views, [name]: view } }));
}

export function findEvidence(id: string): EvidenceSummary | undefined {
  return getState().overview?.evidence.find((evidence) => evidence.id === id);
}

/** Ways to look at an evidence, the best first. */
export function aspectsOf({ kind, castBytes, packets }: EvidenceSummary): Aspect[] {
  if (kind === 'terminal' && castBytes !== undefined) return ['recording', 'log'];
  return kind === 'capture' && packets !== undefined ? ['packets', 'log'] : ['log'];
}

let turn = 0;

/** Opens an evidence in the panel. */
export function openEvidence(id: string, at: Partial<Omit<Opened, 'id' | 'turn'>> = {}): void {
  const evidence = findEvidence(id);
  if (evidence === undefined) return;
  const { lines = [], frames = [], frame } = at;
  const aspect = at.aspect ?? aspectFor(evidence, { lines, frames, frame });
  turn++;
  const marked = frame ?? frames[0];
  setState({
    opened: { id, aspect, lines, frames, ...(marked !== undefined && { frame: marked }), turn },
    isSheetOpen: true,
    announcement: `${evidence.id}, ${evidence.kind}`,
  });
}

function aspectFor(
  evidence: EvidenceSummary,
  { lines, frames, frame }: Pick<Opened, 'lines' | 'frames'> & { frame: number | undefined },
): Aspect {
  const aspects = aspectsOf(evidence);
  if ((frames.length > 0 || frame !== undefined) && aspects.includes('packets')) return 'packets';
  return lines.length > 0 ? 'log' : (aspects[0] ?? 'log');
}

/** The evidence that is open, looked at in another way. */
export function showAspect(aspect: Aspect): void {
  setState(({ opened }) => (opened === undefined ? {} : { opened: { ...opened, aspect } }));
}

/** Selects a packet of the capture that is open. */
export function selectFrame(frame: number): void {
  setState(({ opened }) => (opened === undefined ? {} : { opened: { ...opened, frame } }));
}

export function closeEvidence(): void {
  setState({ opened: undefined });
}

export function showList(list: 'claims' | 'evidence'): void {
  setState({ list, isSheetOpen: true });
  closeEvidence();
}

/** Leaves what is open, the innermost first; false when nothing is. */
export function stepBack(): boolean {
  const { isHelpOpen, opened, isSheetOpen } = getState();
  if (isHelpOpen) setState({ isHelpOpen: false });
  else if (opened !== undefined) closeEvidence();
  else if (isSheetOpen) setState({ isSheetOpen: false });
  else return false;
  return true;
}

/** Runs the lab again; `edits` says what becomes of evidence that was edited by hand. */
export function runAgain(edits?: AboutEdits): Promise<void> {
  setState({ isOutcomeRead: false, announcement: 'The lab runs again.' });
  return post(edits === undefined ? 'run' : `run?edits=${edits}`);
}

export function stopRun(): Promise<void> {
  return post('stop');
}
