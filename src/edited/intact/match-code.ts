import type { ShownCode } from '../../report/shown.ts';
import type { CodeUnit } from '../read/unit.ts';
import type { Comparison, Difference } from './difference.ts';
import { ALIKE, commonLines, likeness } from './likeness.ts';
import { firstInside, plainLine, plainText, type Seen } from './seen.ts';

/** Lines that are shorter than this may stand anywhere. */
const TELLING_CHARACTERS = 24;

/**
 * Finds each evidence block in a report: by its whole content, then the edited ones by their head lines or by what is
 * left of them. Blocks may have been moved, and shown more than once. `known` are the blocks that are evidence, edited or not.
 */
export function compareCode(seen: Seen, shown: readonly ShownCode[]): Comparison & { known: ReadonlySet<CodeUnit> } {
  const byText = new Map(shown.map((code) => [code.text, code]));
  const exact = seen.code.filter(({ code }) => byText.has(code.value));
  const missing = [...byText.values()].filter(({ text }) => !exact.some(({ code }) => code.value === text));
  const others = seen.code.filter((block) => !exact.includes(block));
  const pairs = pair(missing, others, infosOf(shown));
  const lost = missing.filter((code) => !pairs.some((each) => each.code === code));
  const found = lost.map((code) => ({ code, line: findRemains(seen, code, { exact, pairs }) }));
  const captions = exact.flatMap((block) => compareCaption(byText.get(block.code.value) as ShownCode, block));
  return {
    same: byText.size - missing.length,
    differences: [
      ...pairs.map(({ code, block }) => describeEdit(code, block)),
      ...found.flatMap(({ code, line }) => (line === undefined ? [] : [describeRemains(seen, code, line)])),
      ...captions.flatMap((caption) => ('kind' in caption ? [caption] : [])),
    ],
    deleted: [
      ...found.flatMap(({ code, line }) => (line === undefined ? [code] : [])),
      ...captions.flatMap((caption) => ('kind' in caption ? [] : [caption.deleted])),
    ],
    known: new Set([...exact, ...pairs.map(({ block }) => block)]),
  };
}

/** More than any likeness: the fence says that it is this evidence. */
const NAMED = 3;

interface Pair {
  code: ShownCode;
  block: CodeUnit;
}

/** What the fences of the evidence say, as `nameBlocks` numbers them. */
function infosOf(shown: readonly ShownCode[]): Map<ShownCode, string> {
  const counts = new Map<string, number>();
  return new Map(
    shown.map((code) => {
      const number = (counts.get(code.about) ?? 0) + 1;
      counts.set(code.about, number);
      return [code, `console ${code.about}${number === 1 ? '' : ` ${number}`}`];
    }),
  );
}

/** Each missing evidence with the block that is most like it, the most alike first. */
function pair(
  missing: readonly ShownCode[],
  blocks: readonly CodeUnit[],
  infos: ReadonlyMap<ShownCode, string>,
): Pair[] {
  const all = missing.flatMap((code) =>
    blocks.map((block) => {
      const isNamed = block.code.info === infos.get(code);
      return { code, block, score: compareTexts(code.text, block.code.value) + (isNamed ? NAMED : 0) };
    }),
  );
  const pairs: Pair[] = [];
  for (const { code, block, score } of all.sort((one, other) => other.score - one.score)) {
    if (score < ALIKE) break;
    if (pairs.every((each) => each.code !== code && each.block !== block)) pairs.push({ code, block });
  }
  return pairs;
}

/** The same head line says that it is this evidence; how much else is the same tells which part of it. */
function compareTexts(expected: string, found: string): number {
  const [one, other] = [expected.split('\n'), found.split('\n')];
  const alike = Math.max(likeness(expected, found), commonLines(one, other));
  return one[0] === other[0] ? 1 + alike : alike;
}

function describeEdit({ helper, about, text }: ShownCode, block: CodeUnit): Difference {
  const [expected, found] = [text.split('\n'), block.code.value.split('\n')];
  const at = expected.findIndex((line, i) => line !== found[i]);
  // Where all is still there, something was added below it.
  const index = at < 0 ? expected.length : at;
  return {
    kind: 'edited',
    helper,
    about,
    line: firstInside(block) + index,
    ...(expected[index] !== undefined && { expected: expected[index] }),
    ...(found[index] !== undefined && { found: found[index] }),
  };
}

/** A line of the report in which something of a block is left that is no block any more. */
function findRemains(
  { lines }: Seen,
  { text }: ShownCode,
  { exact, pairs }: { exact: readonly CodeUnit[]; pairs: readonly Pair[] },
): number | undefined {
  const [head = '', ...body] = text.split('\n').map(plainLine);
  const telling = body.filter((line) => line.length >= TELLING_CHARACTERS);
  const isOurs = (line: string) => line.includes(head) || telling.includes(line);
  const isTaken = (line: string, number: number) =>
    exact.some((block) => isInside(block, number)) ||
    pairs.some(({ code, block }) => isInside(block, number) && code.text.split('\n').map(plainLine).includes(line));
  const at = lines.map(plainLine).findIndex((line, i) => isOurs(line) && !isTaken(line, i + 1));
  return at < 0 ? undefined : at + 1;
}

function isInside(block: CodeUnit, line: number): boolean {
  return block.line <= line && line < block.line + block.lines.length;
}

function describeRemains({ lines }: Seen, { helper, about, text }: ShownCode, line: number): Difference {
  const found = lines[line - 1] as string;
  const expected = text.split('\n').find((each) => plainLine(found).includes(plainLine(each)) && each !== '');
  return { kind: 'edited', helper, about, line, found, ...(expected !== undefined && { expected }) };
}

/** The sentences below a block: as they were, edited, or gone. Prose may stand around them in the same paragraph. */
function compareCaption(
  code: ShownCode,
  { code: { below }, line, lines }: CodeUnit,
): (Difference | { deleted: ShownCode })[] {
  if (code.caption === undefined) return [];
  const found = plainText(below?.text ?? '');
  const expected = plainText(code.caption);
  if (found.includes(expected)) return [];
  const { helper, about } = code;
  if (likeness(found.slice(0, expected.length), expected) < ALIKE && likeness(found, expected) < ALIKE) {
    return [{ deleted: { ...code, text: code.caption } }];
  }
  return [{ kind: 'edited', helper, about, line: below?.line ?? line + lines.length - 1, expected, found }];
}
