import type { Language } from '../../language/language.ts';
import type { Lifeline } from './lifelines.ts';
import type { PacketLabel } from './packet-label.ts';

/** A sequence diagram before it is drawn. */
export interface Sequence {
  lifelines: Lifeline[];
  /** That of all texts in it. */
  language: Language;
  /** States before the first row, by lifeline. */
  initial: LifelineState[];
  rows: SequenceRow[];
  /** What a reader must know to read it, one sentence each. */
  notes: string[];
}

export interface LifelineState {
  lifeline: number;
  state: string;
}

export type SequenceRow = PacketRow | { kind: 'gap'; text: string };

/** A packet as an arrow between two lifelines (or one, for a packet to itself). */
export interface PacketRow {
  kind: 'packet';
  frame: number;
  time: string;
  from: number;
  to: number;
  label: PacketLabel;
  /** Whether it carries data. */
  hasData: boolean;
  /** What else there is to say of it; the beginning of its payload, where that is text. */
  below: string;
  mark?: 'reset' | 'retransmission';
  /** States that this packet brings its two ends into. */
  states: LifelineState[];
}
