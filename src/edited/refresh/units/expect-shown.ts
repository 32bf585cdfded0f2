import { LabreportError } from '../../../text/errors.ts';
import { readUnits, type Unit } from './units.ts';

/** In lists and quotes much can go wrong with indentation: what was put in must come out of a parser unchanged. */
export function expectShown(markdown: string, shown: readonly Unit[]): void {
  const outputs = new Map<string, number>();
  for (const { code } of readUnits(markdown)) {
    if (code !== undefined) outputs.set(code.value, (outputs.get(code.value) ?? 0) + 1);
  }
  for (const { code, key } of shown) {
    const count = outputs.get(code?.value ?? '') ?? 0;
    outputs.set(code?.value ?? '', count - 1);
    if (count > 0) continue;
    throw new LabreportError({
      code: 'report-damaged',
      message: `evidence ${key} can't be refreshed where it stands, its output would not stay in one piece`,
      hint: 'Nothing was changed. Put the block at the start of a line, with an empty line before and after it.',
    });
  }
}
