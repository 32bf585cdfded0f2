import { parseMarkdown } from '../../markdown/markdown.ts';
import { nodesOf } from '../../markdown/nodes.ts';
import { MarkdownTree } from '../../markdown/tree.ts';
import { type Block, PLACEHOLDER, type Placeholders } from '../../template/placeholders.ts';
import { LabreportError } from '../../text/errors.ts';
import { applyEdits, type Filled } from './edit.ts';
import { type KeyedBlock, placeBlock } from './fill-block.ts';
import { placeValue } from './fill-value.ts';

/**
 * Puts what helpers left into the text that Handlebars made. The text is parsed for positions alone: every byte
 * outside the placeholders stays as the author wrote it.
 */
export function fillPlaceholders(text: string, placeholders: Placeholders): Filled {
  const tree = new MarkdownTree(text);
  const found = [...text.matchAll(PLACEHOLDER)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    block: match[1] === 'b' ? placeholders.blocks[Number(match[2])] : undefined,
  }));
  const blocks = found.flatMap(({ block, ...span }) => (block === undefined ? [] : [{ block, span }]));
  const keyed = nameBlocks(blocks.map(({ block }) => block));
  const edits = blocks.map(({ span }, i) => placeBlock(tree, span, keyed[i] as KeyedBlock));
  let end = 0;
  for (const { block, ...span } of found) {
    if (block !== undefined || span.start < end) continue;
    const edit = placeValue(tree, span, placeholders.values);
    end = edit.end;
    edits.push(edit);
  }
  edits.sort((one, other) => one.start - other.start);
  const filled = applyEdits(text, edits);
  const nested = blocks.filter(({ span }) => tree.lineAt(span.start).start !== span.start);
  if (nested.length > 0)
    expectBlocks(
      filled,
      nested.map(({ block }) => block),
    );
  return { text: filled, edits };
}

/** The first showing of an evidence has its id alone; "wire 2" is the second one. */
function nameBlocks(blocks: readonly Block[]): KeyedBlock[] {
  const shown = new Map<string, number>();
  return blocks.map((block) => {
    const { about, parts } = block;
    if (about === undefined || !parts.some((part) => 'code' in part)) return { block, key: undefined };
    const number = (shown.get(about) ?? 0) + 1;
    shown.set(about, number);
    return { block, key: number === 1 ? about : `${about} ${number}` };
  });
}

/** In lists and quotes much can go wrong with indentation: what was put in must come out of a parser unchanged. */
function expectBlocks(filled: string, blocks: Block[]): void {
  const values = new Set(nodesOf(parseMarkdown(filled), 'code').map(({ value }) => value));
  for (const { parts, helper, place } of blocks) {
    if (parts.every((part) => !('code' in part) || values.has(part.code))) continue;
    throw new LabreportError({
      code: 'template-invalid',
      message: `{{${helper}}} can't stand here, its output would not stay in one piece`,
      hint: 'Put it at the start of a line, with an empty line before and after it.',
      place,
    });
  }
}
