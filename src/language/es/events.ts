import type { EventName } from '../../messages/values.ts';
import { formatPacket } from './phrases.ts';

/** What happened, as a clause: "served se detuvo". */
export function tellEvent(event: EventName): string {
  switch (event.kind) {
    case 'shows':
      return `${event.text} apareció en ${event.on}`;
    case 'typed':
      return `la línea ${event.text} se escribió en ${event.into}`;
    case 'begins':
      return `${event.id} empezó`;
    case 'ends':
      return `${event.id} terminó`;
    case 'stops':
      return `${event.id} se detuvo`;
    case 'packet':
      return `${namePacket(event)} llegó`;
  }
}

/** The same after "antes de" and "después de": "detenerse served". */
export function afterEvent(event: EventName): string {
  switch (event.kind) {
    case 'shows':
      return `aparecer ${event.text} en ${event.on}`;
    case 'typed':
      return `escribirse la línea ${event.text} en ${event.into}`;
    case 'begins':
      return `empezar ${event.id}`;
    case 'ends':
      return `terminar ${event.id}`;
    case 'stops':
      return `detenerse ${event.id}`;
    case 'packet':
      return `llegar ${namePacket(event)}`;
  }
}

function namePacket({ packet, capture, isNext }: Extract<EventName, { kind: 'packet' }>): string {
  return `el ${isNext ? 'siguiente' : 'primer'} ${formatPacket(packet)} en ${capture}`;
}
