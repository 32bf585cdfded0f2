import { commonPairs } from '../text/lists.ts';

export interface DiffLine {
  mark: ' ' | '-' | '+';
  line: string;
}

/** Beyond this many pairs of equal lines, one before and one after, the middle is told as removed and added whole. */
const MOST_PAIRS = 300_000;

/** How `before` becomes `after`, line by line, with as many lines kept as possible. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  return [
    ...mark(' ', before.slice(0, head)),
    ...diffMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...mark(' ', before.slice(before.length - tail)),
  ];
}

function mark(sign: DiffLine['mark'], lines: readonly string[]): DiffLine[] {
  return lines.map((line) => ({ mark: sign, line }));
}

function diffMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (countPairs(before, after) > MOST_PAIRS) return [...mark('-', before), ...mark('+', after)];
  const lines: DiffLine[] = [];
  let [from, to] = [0, 0];
  for (const [i, j] of [...commonPairs(before, after), [before.length, after.length] as const]) {
    lines.push(
      ...mark('-', before.slice(from, i)),
      ...mark('+', after.slice(to, j)),
      ...mark(' ', before.slice(i, i + 1)),
    );
    [from, to] = [i + 1, j + 1];
  }
  return lines;
}

function countPairs(before: readonly string[], after: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of before) counts.set(line, (counts.get(line) ?? 0) + 1);
  return after.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0);
}
