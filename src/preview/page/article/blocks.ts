import { openEvidence } from '../actions.ts';
import { getState } from '../store.ts';

/** Goes to the next evidence in the report, or the one before; what is open in the panel follows. */
export function goToBlock(step: 1 | -1): void {
  const boxes = [...document.querySelectorAll<HTMLElement>('article [data-opens]')];
  const box = boxes[placeOfNext(boxes, step)];
  if (box === undefined) return;
  box.scrollIntoView({ block: 'center' });
  box.querySelector<HTMLElement>('.opener')?.focus({ preventScroll: true });
  const { opened, isSheetOpen } = getState();
  if (opened !== undefined && !(isSheetOpen && isSheet())) openEvidence(box.dataset.opens ?? '');
}

function isSheet(): boolean {
  return matchMedia('(max-width: 760px)').matches;
}

/** From the block that has the focus; else from the top of what is seen. */
function placeOfNext(boxes: readonly HTMLElement[], step: 1 | -1): number {
  const focused = boxes.findIndex((box) => box.contains(document.activeElement));
  if (focused >= 0) return focused + step;
  const top = document.querySelector('.pane')?.getBoundingClientRect().top ?? 0;
  const below = boxes.findIndex((box) => box.getBoundingClientRect().top >= top);
  const next = below < 0 ? boxes.length : below;
  return step === 1 ? next : next - 1;
}

/** Scrolls to the blocks of an evidence in the report; false when it has none. */
export function showInReport(id: string): boolean {
  const boxes = [...document.querySelectorAll<HTMLElement>('article [data-opens]')];
  const box = boxes.find(({ dataset }) => dataset.opens === id);
  box?.scrollIntoView({ block: 'center' });
  box?.querySelector<HTMLElement>('.opener')?.focus({ preventScroll: true });
  return box !== undefined;
}
