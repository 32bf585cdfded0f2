const LEAST_COLUMNS = 72;
const LEAST_ROWS = 10;
/** Sequences that put the cursor somewhere: then the size of the screen matters. */
const MOVES = /\x1b\[[0-9;?]*[A-HJKSTdfhlr]|\x1b[78M]|\r(?!\r*\n)/;

interface Header {
  width: number;
  height: number;
}

/** A recording without the columns and rows of the screen that nothing was ever shown in, so that it can be larger. */
export function trimCast(cast: string): string {
  const [first = '', ...lines] = cast.split('\n');
  const header: Header = JSON.parse(first);
  const output = lines.filter(Boolean).map(readOutput).join('');
  if (MOVES.test(output)) return cast;
  const shown = output.replace(/\x1b\[[0-9;]*m/g, '').split('\n');
  const columns = Math.max(...shown.map(widthOf)) + 1;
  const size = {
    width: Math.min(header.width, Math.max(LEAST_COLUMNS, columns)),
    height: Math.min(header.height, Math.max(LEAST_ROWS, countRows(shown, header.width))),
  };
  return [JSON.stringify({ ...header, ...size }), ...lines].join('\n');
}

function readOutput(line: string): string {
  const [, kind, data]: [number, string, string] = JSON.parse(line);
  return kind === 'o' ? data : '';
}

function countRows(lines: readonly string[], width: number): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / width)), 1);
}

function widthOf(line: string): number {
  return line.replace(/\r/g, '').replace(/\t/g, '        ').length;
}
