import type { Nodes } from 'mdast';
import { LabreportError } from '../text/errors.ts';
import { placeBlock } from './fill-block.ts';
import { placeValue } from './fill-value.ts';
import { parseMarkdown } from './markdown.ts';
import { MarkdownTree, type Span } from './markdown-tree.ts';
import { type Block, PLACEHOLDER, type Placeholders } from './placeholders.ts';

/** What goes in the place of a part of the text. */
export interface Edit extends Span {
  text: string;
}

/**
 * Puts what helpers left into the text that Handlebars made. The text is parsed for positions alone: every byte
 * outside the placeholders stays as the author wrote it.
 */
export function fillPlaceholders(text: string, placeholders: Placeholders): string {
  const tree = new MarkdownTree(text);
  const found = [...text.matchAll(PLACEHOLDER)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    block: match[1] === 'b' ? placeholders.blocks[Number(match[2])] : undefined,
  }));
  const blocks = found.flatMap(({ block, ...span }) => (block === undefined ? [] : [{ block, span }]));
  const edits = blocks.map(({ block, span }) => placeBlock(tree, span, block));
  let end = 0;
  for (const { block, ...span } of found) {
    if (block !== undefined || span.start < end) continue;
    const edit = placeValue(tree, span, placeholders.values);
    end = edit.end;
    edits.push(edit);
  }
  const filled = applyEdits(text, edits);
  const nested = blocks.filter(({ span }) => tree.lineAt(span.start).start !== span.start);
  if (nested.length > 0)
    expectBlocks(
      filled,
      nested.map(({ block }) => block),
    );
  return filled;
}

function applyEdits(text: string, edits: Edit[]): string {
  let at = 0;
  let filled = '';
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    filled += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return filled + text.slice(at);
}

/** In lists and quotes much can go wrong with indentation: what was put in must come out of a parser unchanged. */
function expectBlocks(filled: string, blocks: Block[]): void {
  const values = new Set(codeValues(parseMarkdown(filled)));
  for (const { parts, helper, place } of blocks) {
    if (parts.every((part) => !('code' in part) || values.has(part.code))) continue;
    throw new LabreportError({
      message: `{{${helper}}} can't stand here, its output would not stay in one piece`,
      hint: 'Put it at the start of a line, with an empty line before and after it.',
      place,
    });
  }
}

function codeValues(node: Nodes): string[] {
  if (node.type === 'code') return [node.value];
  return 'children' in node ? node.children.flatMap(codeValues) : [];
}
