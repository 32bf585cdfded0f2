import { showList, showView, stepBack } from './actions.ts';
import { goToBlock } from './article/blocks.ts';
import { getState, setState } from './store.ts';

const KEYS: Record<string, () => void> = {
  '?': () => setState({ isHelpOpen: true }),
  '/': focusFilter,
  j: () => goToBlock(1),
  k: () => goToBlock(-1),
  c: () => showList('claims'),
  e: () => showList('evidence'),
  t: () => void showView(getState().shown === 'report' ? 'template' : 'report'),
};

/** Takes the keys that work everywhere; gives the function that ends it. */
export function listenToKeys(): () => void {
  document.addEventListener('keydown', take);
  return () => document.removeEventListener('keydown', take);
}

function take(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape') {
    if (leaveField(event.target) || stepBack()) event.preventDefault();
    return;
  }
  if (isTypedInto(event.target) || getState().isHelpOpen) return;
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
  if (act === undefined) return;
  event.preventDefault();
  act();
}

/** The terminal player has keys of its own. */
function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, .ap-wrapper') !== null;
}

function leaveField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement) || target.value === '') return false;
  target.value = '';
  target.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/** Frames in which what was opened is drawn, and some more. */
const MOST_FRAMES = 20;

/** The field of what is open; the list of evidence has one too. */
function focusFilter(): void {
  if (findField() === null) showList('evidence');
  focusSoon(MOST_FRAMES);
}

function focusSoon(frames: number): void {
  const field = findField();
  if (field !== null) field.focus();
  else if (frames > 0) requestAnimationFrame(() => focusSoon(frames - 1));
}

function findField(): HTMLInputElement | null {
  return document.querySelector('.panel input[type="search"]');
}
