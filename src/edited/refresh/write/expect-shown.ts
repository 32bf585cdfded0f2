import { LabreportError } from '../../../text/errors.ts';
import type { Document } from '../../read/document.ts';
import { isCode, type Unit } from '../../read/unit.ts';

/** In lists and quotes much can go wrong with indentation: what was put in must come out of a parser unchanged. */
export function expectShown({ units }: Document, shown: readonly Unit[]): void {
  const outputs = new Map<string, number>();
  for (const unit of units.filter(isCode)) outputs.set(outputIn(unit), (outputs.get(outputIn(unit)) ?? 0) + 1);
  for (const unit of shown) {
    const count = outputs.get(outputIn(unit)) ?? 0;
    outputs.set(outputIn(unit), count - 1);
    if (count > 0) continue;
    throw new LabreportError({
      code: 'report-damaged',
      message: `evidence ${unit.key} can't be refreshed where it stands, its output would not stay in one piece`,
      hint: 'Nothing was changed. Put the block at the start of a line, with an empty line before and after it.',
    });
  }
}

function outputIn({ code }: Unit): string {
  return (code?.rows ?? []).join('\n');
}
