/** A block of a report as two runs wrote it, and what a student did to it. Everything is done to both alike. */
export interface Block {
  kind: 'evidence' | 'image' | 'table' | 'list' | 'heading' | 'prose' | 'answer' | 'own';
  base: string[];
  fresh: string[];
  /** The containers that it was put into, the outermost first. */
  within: Container[];
}

/** What stands before a block's first line, and before the others. */
export interface Container {
  first: string;
  next: string;
}

export interface Style {
  eol: '\n' | '\r\n';
  endsWithNewline: boolean;
  /** As an editor does that takes away the spaces at the ends of lines when it saves. */
  trims: boolean;
  /** As some editors begin a file. */
  begin: '\ufeff' | '';
}

/** Takes two reports of one template apart at their empty lines, by their text alone. */
export function readBlocks(base: string, fresh: string): Block[] {
  const [one, other] = [split(base), split(fresh)];
  if (one.length !== other.length) throw new Error(`the reports have ${one.length} and ${other.length} blocks`);
  return one.map((lines, i) => ({ kind: kindOf(lines), base: lines, fresh: other[i] as string[], within: [] }));
}

export function ownBlock(text: string): Block {
  const lines = text.split('\n');
  return { kind: 'own', base: lines, fresh: lines, within: [] };
}

/** The whole document, of the run before or of the new one. */
export function write(blocks: readonly Block[], side: 'base' | 'fresh', style: Style): string {
  const text = blocks.map((block) => writeBlock(block, side, style).join('\n')).join('\n\n');
  return `${style.begin}${text}${style.endsWithNewline ? '\n' : ''}`.replaceAll('\n', style.eol);
}

function writeBlock({ kind, within, ...block }: Block, side: 'base' | 'fresh', { trims }: Style): string[] {
  // Evidence that is refreshed is whole again.
  const isWhole = kind === 'evidence' && side === 'fresh';
  return within.toReversed().reduce(
    (lines, { first, next }) =>
      lines.map((line, i) => (i === 0 ? first + line : line === '' ? next.trimEnd() : next + line)),
    block[side].map((line) => (trims && !isWhole ? line.trimEnd() : line)),
  );
}

function split(text: string): string[][] {
  const blocks: string[][] = [];
  let open: string[] = [];
  let fence = '';
  for (const line of text.trimEnd().split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence !== '' && line === fence) fence = '';
    else if (fence === '') fence = run;
    if (line === '' && fence === '') {
      if (open.length > 0) blocks.push(open);
      open = [];
    } else open.push(line);
  }
  return open.length > 0 ? [...blocks, open] : blocks;
}

function kindOf([first = '']: readonly string[]): Block['kind'] {
  if (first.startsWith('```console ')) return 'evidence';
  if (first.startsWith('![')) return 'image';
  if (first.startsWith('<!-- answer: ')) return 'answer';
  if (first.startsWith('|')) return 'table';
  if (/^[->] /.test(first)) return 'list';
  return first.startsWith('#') ? 'heading' : 'prose';
}
