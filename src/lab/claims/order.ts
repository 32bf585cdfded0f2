import { described, listOf } from '../schema/parts.ts';
import { list } from '../schema/recorded.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';
import { buildEvent, checkEvent, EVENT_EXPANDS, type EventPattern, eventSchema, recordedEvent } from './event.ts';

/** Events that happened one after the other. */
export interface OrderClaim extends ClaimBase {
  kind: 'order';
  order: EventPattern[];
}

/** @internal */
export const order = defineClaim('order', {
  recorded: { order: list(recordedEvent, 'events') },
  forms: {
    order: defineForm({
      words: {
        description:
          "Events that happened one after the other, by the run's clock: lines typed and texts shown, beginnings and ends, packets. An event that stands twice is meant to happen twice. A program that labreport ends is certain to end only after `stops`, while `ends` is when that was noticed.",
        example: `claims:
  both-at-once:
    says: The second client is served before the first one leaves
    order:
      - { begins: client2 }
      - { typed: hello from vit003, into: client3 }
      - { shows: hello from vit003, on: client3 }
      - { stops: client2 }
      - { packet: { capture: wire, from: client, flags: FIN } }
      - { ends: server }`,
      },
      written: { order: described(listOf(eventSchema, 'events'), 'Events that happen one after the other'), says },
      expands: EVENT_EXPANDS,
      build: (raw) => ({ order: raw.order.map(buildEvent) }),
      check({ world, raw, path }) {
        for (const [i, event] of raw.order.entries()) checkEvent(world, event, [...path, 'order', i]);
      },
    }),
  },
});
