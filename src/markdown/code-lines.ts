/** A line of Markdown, and whether it is a fence of a code block. */
export interface OuterLine {
  line: string;
  isFence: boolean;
}

/** A code block that is open: what its lines begin with, and what ends it. */
interface Fence {
  prefix: string;
  end: RegExp;
}

const OPENING = /^((?: {0,3}>)* {0,3})(?:(`{3,})[^`]*|(~{3,}).*)$/;
/** HTML blocks in which nothing is Markdown, and what ends them (CommonMark 0.31.2, section 4.6); all others end at an empty line. */
const RAW: readonly (readonly [begin: RegExp, end: RegExp])[] = [
  [/^[\s>]*<(?:pre|script|style|textarea)\b/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^[\s>]*<!--/, /-->/],
  [/^[\s>]*<\?/, /\?>/],
  [/^[\s>]*<!\[CDATA\[/, /\]\]>/],
  [/^[\s>]*<![A-Za-z]/, />/],
  [/^[\s>]*</, /^[\s>]*$/],
];

/**
 * The lines of a Markdown text that are not inside of a fenced code block, found without parsing it. Where a line might be
 * Markdown after all - a fence deep in a list, one in HTML, a quote that ends before its fence does - it is among them.
 */
export function* linesOutsideCode(markdown: string): Generator<OuterLine> {
  let fence: Fence | undefined;
  let rawEnd: RegExp | undefined;
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    if (fence !== undefined && !line.startsWith(fence.prefix) && !(fence.prefix.trim() === '' && line.trim() === ''))
      fence = undefined;
    if (fence !== undefined) {
      if (!fence.end.test(line)) continue;
      fence = undefined;
      yield { line, isFence: true };
      continue;
    }
    rawEnd ??= RAW.find(([begin]) => begin.test(line))?.[1];
    const opened = rawEnd === undefined ? openFence(line) : undefined;
    if (rawEnd?.test(line)) rawEnd = undefined;
    fence = opened;
    yield { line, isFence: opened !== undefined };
  }
}

function openFence(line: string): Fence | undefined {
  const [, prefix = '', ticks, tildes] = OPENING.exec(line) ?? [];
  const mark = ticks ?? tildes;
  if (mark === undefined) return undefined;
  return { prefix, end: new RegExp(`^[ >]*${mark[0]}{${mark.length},}[ \\t]*$`) };
}
