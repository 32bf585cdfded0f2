import type { EventPattern } from '../../lab/claims/event.ts';
import type { Message } from '../../messages/message.ts';
import type { EventName } from '../../messages/values.ts';
import type { Status } from '../judge/finding.ts';
import type { Citation } from '../verdict.ts';

/** An event that was found, with its time. */
export interface Found {
  name: EventName;
  /** Ms since the run began. */
  atMs: number;
  /** Packets have the kernel's time, all else the run's. */
  clock: 'run' | 'kernel';
  /** Where it lies in its evidence: tells the order of what came at one time. */
  position?: number;
  /** Why it may have happened earlier already. */
  doubt?: Message;
  cite: Citation;
}

/** An event that was not found, and what that means. */
export interface Lost {
  status: Exclude<Status, 'held'>;
  reason: Message;
  cite: Citation;
}

export type EventOf<K extends EventPattern['kind']> = Extract<EventPattern, { kind: K }>;
