import type { Unit } from '../read/unit.ts';

/** What a code block shows. Some editors take away the spaces at the ends of lines. */
export function outputOf({ code }: Unit): string {
  const rows = code?.rows ?? [];
  return rows
    .map((row) => row.trimEnd())
    .join('\n')
    .trimEnd();
}
