import type { Claim, EventPattern } from '../../lab/types.ts';

/** Ids of the evidence that a claim is about. */
export function evidenceOf(claim: Claim): string[] {
  switch (claim.kind) {
    case 'sockets':
    case 'processes':
      return [claim.moment];
    case 'packets':
    case 'conversation':
      return claim.of === undefined ? [claim.capture] : [claim.capture, claim.of];
    case 'text':
      return [claim.in];
    case 'exit':
      return [claim.of];
    case 'order':
      return [...new Set(claim.order.map(evidenceOfEvent))];
    case 'command':
      return [];
  }
}

/** Id of the evidence that shows an event. */
function evidenceOfEvent(event: EventPattern): string {
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
