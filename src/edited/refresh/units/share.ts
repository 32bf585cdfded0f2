import { fold } from '../text/tokens.ts';
import { outputOf } from './match-units.ts';
import type { Unit } from './units.ts';

/** How much of a written report is in an edited one: the share of its units, and how many evidence blocks are intact. */
export function shareOf(written: readonly Unit[], edited: readonly Unit[]): { units: number; evidence: number } {
  const texts = new Set(edited.map(({ text }) => fold(text)));
  const outputs = new Set(edited.filter(({ code }) => code !== undefined).map(outputOf));
  const found = written.filter(({ text }) => texts.has(fold(text)));
  const evidence = written.filter((unit) => unit.kind === 'evidence' && outputs.has(outputOf(unit)));
  return { units: written.length === 0 ? 1 : found.length / written.length, evidence: evidence.length };
}
