import { type Block, type Container, ownBlock, type Style } from './document.ts';

export type Random = () => number;

/** A student's edit of a document: the blocks afterwards. */
type Operation = (blocks: Block[], random: Random) => Block[];

/** Does several edits, one after the other. */
export function editAtRandom(
  blocks: readonly Block[],
  random: Random,
  count: number,
): { blocks: Block[]; done: string[] } {
  const names = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];
  const done: string[] = [];
  let edited = [...blocks];
  for (let i = 0; i < count; i++) {
    const name = pick(names, random);
    edited = OPERATIONS[name](edited, random);
    done.push(name);
  }
  return { blocks: edited, done };
}

export function randomStyle(random: Random): Style {
  return {
    eol: random() < 0.3 ? '\r\n' : '\n',
    endsWithNewline: random() < 0.7,
    trims: random() < 0.2,
    begin: random() < 0.1 ? '\ufeff' : '',
  };
}

const OPERATIONS = {
  insertParagraph: (blocks, random) => insert(blocks, random, pick(PARAGRAPHS, random)),
  insertHeading: (blocks, random) => insert(blocks, random, pick(HEADINGS, random)),
  insertCode: (blocks, random) => insert(blocks, random, pick(CODE, random)),
  insertTabs: (blocks, random) => insert(blocks, random, '-\tone\n-\ttwo\twith a tab\n\n\tand a paragraph below'),
  deleteBlock: (blocks, random) => blocks.toSpliced(place(blocks, random), 1),
  deleteEvidence: (blocks, random) => without(blocks, 'evidence', random),
  deleteHeading: (blocks, random) => without(blocks, 'heading', random),
  moveParagraph: (blocks, random) => move(blocks, ['prose'], random),
  moveEvidence: (blocks, random) => move(blocks, ['evidence'], random),
  moveHeading: (blocks, random) => move(blocks, ['heading'], random),
  moveAny: (blocks, random) => move(blocks, ['image', 'table', 'list'], random),
  moveSection,
  copyEvidence: (blocks, random) => {
    const found = indexesOf(blocks, ['evidence']);
    return found.length === 0
      ? blocks
      : blocks.toSpliced(place(blocks, random), 0, blocks[pick(found, random)] as Block);
  },
  quote: (blocks, random) => wrap(blocks, random, [{ first: '> ', next: '> ' }]),
  // The mark of a quote takes a space behind it, which output may begin with.
  quoteTight: (blocks, random) => wrap(blocks, random, [{ first: '>', next: '>' }], ['prose', 'heading']),
  list: (blocks, random) => wrap(blocks, random, [{ first: '- ', next: '  ' }]),
  numbered: (blocks, random) => wrap(blocks, random, [{ first: '12. ', next: '    ' }]),
  tabbedList: (blocks, random) => wrap(blocks, random, [{ first: '-\t', next: '\t' }]),
  quoteInList: (blocks, random) =>
    wrap(blocks, random, [
      { first: '* ', next: '  ' },
      { first: '> ', next: '> ' },
    ]),
  writeBehind: (blocks, random) => rewrite(blocks, random, (lines) => lines.with(-1, `${lines.at(-1)} ${SENTENCE}`)),
  writeBefore: (blocks, random) => rewrite(blocks, random, (lines) => [`${SENTENCE} ${lines[0]}`, ...lines.slice(1)]),
  writeBetween: (blocks, random) => {
    const share = random();
    return rewrite(blocks, random, (lines) => lines.toSpliced(Math.floor(share * lines.length), 0, SENTENCE));
  },
  breakLinesAnew: (blocks, random) => rewrite(blocks, random, (lines) => [lines.join(' ')]),
  splitParagraph,
  answer: (blocks, random) => {
    const open = indexesOf(blocks, ['answer']).filter((i) => blocks[i]?.base.length === 3);
    if (open.length === 0) return blocks;
    const at = pick(open, random);
    const block = blocks[at] as Block;
    const lines = block.base.toSpliced(1, 1, ...pick(ANSWERS, random).split('\n'));
    return blocks.with(at, { ...block, base: lines, fresh: lines });
  },
} satisfies Record<string, Operation>;

const SENTENCE = 'I had not expected that (see *my notes*).';
const PARAGRAPHS = [
  'Here I watched the terminals for a while. Nothing happened for 5 seconds, and then all 22 lines came at once.',
  'My own explanation, with `code`, [a link](https://example.org/), 10.0.0.1:5000 and 12:30:45 in it;\nit goes on in a second line.',
  'What did *I* learn? That `netstat` and `tcpdump` agree  \nwith each other.',
  '<details><summary>More</summary>\n\nHidden text.\n\n</details>',
  '| Mine | Value |\n| --- | --- |\n| one | 1 |',
];
const ANSWERS = [
  'Because the port was 36030, I think.',
  'My answer:\n\n1. one\n2. two\n\n```c\nint x;\n```',
  '> quoted\n\n| a | b |\n| - | - |',
];
const HEADINGS = ['## My own section', '### Thoughts', 'Setext heading\n==='];
const CODE = [
  '```c\nint main(void) { return 0; }\n```',
  '~~~\n```console nothing\n~~~',
  '    indented code\n\n    and more of it',
];

function insert(blocks: Block[], random: Random, text: string): Block[] {
  return blocks.toSpliced(place(blocks, random), 0, ownBlock(text));
}

function without(blocks: Block[], kind: Block['kind'], random: Random): Block[] {
  const found = indexesOf(blocks, [kind]);
  return found.length === 0 ? blocks : blocks.toSpliced(pick(found, random), 1);
}

function move(blocks: Block[], kinds: Block['kind'][], random: Random): Block[] {
  const found = indexesOf(blocks, kinds);
  if (found.length === 0) return blocks;
  const from = pick(found, random);
  const rest = blocks.toSpliced(from, 1);
  return rest.toSpliced(place(rest, random), 0, blocks[from] as Block);
}

/** A heading with all that is below it. */
function moveSection(blocks: Block[], random: Random): Block[] {
  const headings = indexesOf(blocks, ['heading']);
  if (headings.length < 3) return blocks;
  const at = 1 + Math.floor(random() * (headings.length - 1));
  const [start, end] = [headings[at] as number, headings[at + 1] ?? blocks.length];
  const rest = blocks.toSpliced(start, end - start);
  return rest.toSpliced(pick([...indexesOf(rest, ['heading']), rest.length], random), 0, ...blocks.slice(start, end));
}

const ALL: readonly Block['kind'][] = ['evidence', 'image', 'table', 'list', 'heading', 'prose'];

/** Two lists beside each other would be one, and a block in a container is put into no other. */
function wrap(blocks: Block[], random: Random, within: Container[], kinds: readonly Block['kind'][] = ALL): Block[] {
  const free = blocks.flatMap((block, i) => {
    const isNextToList = [blocks[i - 1], blocks[i + 1]].some(
      (other) => other?.kind === 'list' || other?.kind === 'own' || (other?.within.length ?? 0) > 0,
    );
    return block.within.length > 0 || isNextToList || !kinds.includes(block.kind) ? [] : [i];
  });
  if (free.length === 0) return blocks;
  const at = pick(free, random);
  return blocks.with(at, { ...(blocks[at] as Block), within });
}

function rewrite(blocks: Block[], random: Random, edit: (lines: string[]) => string[]): Block[] {
  const prose = indexesOf(blocks, ['prose']);
  if (prose.length === 0) return blocks;
  const at = pick(prose, random);
  const block = blocks[at] as Block;
  return blocks.with(at, { ...block, base: edit(block.base), fresh: edit(block.fresh) });
}

function splitParagraph(blocks: Block[], random: Random): Block[] {
  const prose = indexesOf(blocks, ['prose']).filter((i) => (blocks[i]?.base.length ?? 0) > 1);
  if (prose.length === 0) return blocks;
  const at = pick(prose, random);
  const block = blocks[at] as Block;
  const line = 1 + Math.floor(random() * (block.base.length - 1));
  const part = (from: number, to?: number) => ({
    ...block,
    base: block.base.slice(from, to),
    fresh: block.fresh.slice(from, to),
  });
  return blocks.toSpliced(at, 1, part(0, line), part(line));
}

function indexesOf(blocks: readonly Block[], kinds: readonly Block['kind'][]): number[] {
  return blocks.flatMap(({ kind }, i) => (kinds.includes(kind) ? [i] : []));
}

function place(blocks: readonly Block[], random: Random): number {
  return Math.floor(random() * (blocks.length + 1));
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}
