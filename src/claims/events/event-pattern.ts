import type { EventPattern } from '../../lab/claims/event.ts';
import { expand, expandKeys, expandPattern, type Scope } from '../../lab/shell/expand.ts';

/** Id of the evidence that shows an event. */
export function evidenceOfEvent(event: EventPattern): string {
  switch (event.kind) {
    case 'shows':
    case 'typed':
    case 'stops':
      return event.terminal;
    case 'packet':
      return event.capture;
    case 'begins':
    case 'ends':
      return event.evidence;
  }
}

/** The event with values in place of the references in its texts. */
export function expandEvent(event: EventPattern, scope: Scope): EventPattern {
  if (event.kind === 'shows') return { ...event, text: expandPattern(event.text, scope) };
  if (event.kind === 'typed') return { ...event, text: expand(event.text, scope) };
  return event.kind === 'packet' ? { ...event, match: expandKeys(event.match, scope) } : event;
}
