export interface DiffLine {
  mark: ' ' | '-' | '+';
  line: string;
}

/** Beyond this many comparisons the middle is told as removed and added whole. */
const MOST_CELLS = 4_000_000;

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

/** Walks the table of longest common subsequences from its beginning. */
function diffMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > MOST_CELLS) return [...mark('-', before), ...mark('+', after)];
  const lengths = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    const [left, right] = [before[i] as string, after[j] as string];
    if (left === right) {
      lines.push({ mark: ' ', line: left });
      i++;
      j++;
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) {
      lines.push({ mark: '-', line: left });
      i++;
    } else {
      lines.push({ mark: '+', line: right });
      j++;
    }
  }
  return [...lines, ...mark('-', before.slice(i)), ...mark('+', after.slice(j))];
}

/** `lengths[i][j]`: how many lines the ends from `before[i]` and `after[j]` share in order. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i] as Uint32Array, lengths[i + 1] as Uint32Array];
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] =
        before[i] === after[j] ? (below[j + 1] as number) + 1 : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return lengths;
}
