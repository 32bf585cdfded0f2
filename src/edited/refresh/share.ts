import type { Document } from '../read/document.ts';
import { isCode } from '../read/unit.ts';
import { fold } from '../text/tokens.ts';
import { outputOf } from './output.ts';

/** How much of a written report is in an edited one: the share of its units, and how many evidence blocks are intact. */
export function shareOf({ units }: Document, edited: Document): { units: number; evidence: number } {
  const texts = new Set(edited.units.map(({ text }) => fold(text)));
  const outputs = new Set(edited.units.filter(isCode).map(outputOf));
  const found = units.filter(({ text }) => texts.has(fold(text)));
  const evidence = units.filter((unit) => unit.kind === 'evidence' && outputs.has(outputOf(unit)));
  return { units: units.length === 0 ? 1 : found.length / units.length, evidence: evidence.length };
}
