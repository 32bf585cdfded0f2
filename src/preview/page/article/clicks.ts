import { openEvidence } from '../actions.ts';
import { followLink } from './links.ts';

/** What a click in the report does: open evidence, select a packet, follow a link. */
export function takeClick(event: MouseEvent): void {
  const target = event.target as Element;
  const link = target.closest('a');
  if (link !== null) {
    if (!event.ctrlKey && !event.metaKey && followLink(link)) event.preventDefault();
    return;
  }
  const arrow = target.closest<SVGGElement>('g[data-frame]');
  if (arrow !== null) {
    selectArrow(arrow);
    return;
  }
  const box = target.closest<HTMLElement>('[data-opens]');
  // Who selects text wants to copy it.
  if (box === null || (!target.closest('.opener') && getSelection()?.isCollapsed === false)) return;
  openEvidence(box.dataset.opens ?? '');
}

/** Opens the capture of a diagram at one of its packets. */
function selectArrow(arrow: SVGGElement): void {
  const capture = arrow.closest<SVGSVGElement>('svg[data-capture]')?.dataset.capture;
  if (capture !== undefined) openEvidence(capture, { aspect: 'packets', frame: Number(arrow.dataset.frame) });
}

/** Keys on an arrow of a diagram: Enter and Space select, arrow keys go to the next. */
export function takeDiagramKey(event: KeyboardEvent): void {
  const arrow = (event.target as Element).closest<SVGGElement>('g[data-frame]');
  if (arrow === null) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    selectArrow(arrow);
    return;
  }
  const arrows = [...(arrow.closest('svg')?.querySelectorAll<SVGGElement>('g[data-frame]') ?? [])];
  const next = arrows[targetOf(event.key, arrows.indexOf(arrow), arrows.length) ?? -1];
  if (next === undefined) return;
  event.preventDefault();
  arrow.setAttribute('tabindex', '-1');
  next.setAttribute('tabindex', '0');
  next.focus();
}

function targetOf(key: string, at: number, count: number): number | undefined {
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
  return targets[key];
}
