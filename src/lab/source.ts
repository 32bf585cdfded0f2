import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { ErrorCode } from '../text/codes/error-codes.ts';
import { LabreportError, type Place } from '../text/errors.ts';

/** Where a value is inside the file: keys and list positions from the top. */
export type Path = readonly PropertyKey[];

/** A YAML file as plain values, with the place of each of them. */
export interface Source {
  /** Of what is wrong with it. */
  code: ErrorCode;
  value: unknown;
  /** Place of the value at `path`, or of its key; of the nearest value around it where the path doesn't lead anywhere. */
  place(path: Path, part?: 'key' | 'value'): Place;
  /** The scalar at `path` as it was written, e.g. "1.10" where the value is the number 1.1. */
  written(path: Path): string | undefined;
}

/** What people write by hand is far shorter. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Reads YAML of which only mappings, lists and scalars are used: no aliases, tags or second document. `code` is that of
 * its mistakes.
 */
export function readSource({ text, file, code }: { text: string; file: string; code: ErrorCode }): Source {
  if (text.length > MOST_CHARACTERS) {
    const message = `${(text.length / 1e6).toFixed(1)} million characters of YAML, expected at most one million`;
    throw new LabreportError({ code: 'too-large', message, place: { file } });
  }
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const contents = parseContents({ text, file, code, lines, placeAt });
  const locate = (path: Path, part: 'key' | 'value') => placeAt(offsetOf(contents, path, part));
  return {
    code,
    value: plainValue(contents, { file, code }),
    place: (path, part = 'value') => locate(path, part),
    written: (path) => {
      const node = descend(contents, path).node;
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
  };
}

interface Text {
  text: string;
  file: string;
  code: ErrorCode;
  lines: LineCounter;
  placeAt: (offset: number) => Place;
}

function plainValue(contents: Node | null, of: Pick<Text, 'file' | 'code'>): unknown {
  try {
    return contents?.toJSON() ?? null;
  } catch (cause) {
    throw tooDeep(of, cause);
  }
}

function parseContents({ text, file, code, lines, placeAt }: Text): Node | null {
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
      const [offset] = problem.pos;
      throw new LabreportError({
        code,
        ...malformed(problem, text.slice(offset)),
        place: placeAt(offset),
        cause: problem,
      });
    }
    refuseFancyYaml(document.contents, { code, placeAt });
    return document.contents;
  } catch (error) {
    if (error instanceof LabreportError) throw error;
    // The YAML library recurses, so thousands of nested brackets end its stack.
    throw tooDeep({ file, code }, error);
  }
}

function tooDeep({ file, code }: Pick<Text, 'file' | 'code'>, cause: unknown): LabreportError {
  return new LabreportError({
    code,
    message: 'malformed YAML: it is nested too deep',
    place: { file, line: 1, column: 1 },
    cause,
  });
}

const QUOTE_HINT = 'a text that holds ": ", " #", "{" or "}", or that begins with a special character, goes in quotes';

type Description = { message: string; hint?: string };

// The library's words for what people get wrong most often are a YAML parser's; these are a reader's.
const PROBLEMS: Record<string, (found: string, message: string) => Description> = {
  DUPLICATE_KEY: (found) => ({ message: `key "${/^[^:\s]*/.exec(found)?.[0]}" is given twice` }),
  BLOCK_AS_IMPLICIT_KEY: () => ({ message: 'malformed YAML: a second ": " on one line', hint: QUOTE_HINT }),
  MULTILINE_IMPLICIT_KEY: () => ({ message: 'malformed YAML: a key that spans lines', hint: QUOTE_HINT }),
  UNEXPECTED_TOKEN: (found) => ({ message: `malformed YAML: unexpected "${[...found][0]}"`, hint: QUOTE_HINT }),
  BAD_SCALAR_START: (found) => ({ message: `malformed YAML: unexpected "${[...found][0]}"`, hint: QUOTE_HINT }),
  TAG_RESOLVE_FAILED: (_, message) => ({ message: `malformed YAML: ${message}`, hint: QUOTE_HINT }),
  TAB_AS_INDENT: () => ({ message: 'malformed YAML: a tab, expected spaces for the indentation' }),
  MULTIPLE_DOCS: () => ({ message: 'malformed YAML: a second document, expected one', hint: 'remove the line "---"' }),
};

function malformed({ code, message }: { code: string; message: string }, found: string): Description {
  const lowered = message.charAt(0).toLowerCase() + message.slice(1);
  return PROBLEMS[code]?.(found, lowered) ?? { message: `malformed YAML: ${lowered}` };
}

function refuseFancyYaml(contents: Node | null, { code, placeAt }: Pick<Text, 'code' | 'placeAt'>): void {
  const refuse = (node: unknown, message: string): never => {
    throw new LabreportError({ code, message, place: placeAt(startOf(node) ?? 0) });
  };
  visit(contents, {
    Alias: (_, node) => refuse(node, `alias *${node.source}, expected the value itself`),
    Pair: (_, { key }) => {
      if (!isScalar(key)) refuse(key, 'a list or mapping as a key, expected a name');
      // Assigning this key would change an object's prototype.
      if (isScalar(key) && key.value === '__proto__') refuse(key, 'unknown key "__proto__"');
    },
  });
}

function offsetOf(contents: Node | null, path: Path, part: 'key' | 'value'): number {
  const { node, pair } = descend(contents, path);
  const target = part === 'key' && pair !== undefined ? pair.key : node;
  return startOf(target) ?? startOf(pair?.key) ?? 0;
}

/** Follows `path` as far as it leads; `pair` is the mapping entry that the last step went through. */
function descend(contents: Node | null, path: Path): { node: unknown; pair?: Pair } {
  let node: unknown = contents;
  let pair: Pair | undefined;
  for (const step of path) {
    if (isSeq(node)) {
      node = node.items[Number(step)] ?? node;
      pair = undefined;
    } else if (isMap(node)) {
      const found = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (found === undefined) break;
      pair = found;
      node = pair.value;
    }
  }
  return pair === undefined ? { node } : { node, pair };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
