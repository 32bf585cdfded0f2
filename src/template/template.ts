import { parse as parseHandlebars } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { bounded } from '../text/bounded.ts';
import { LabreportError } from '../text/errors.ts';
import { Call, type NamesOf } from './call.ts';
import { Missing } from './captured.ts';
import { checkNames } from './check-names.ts';
import { explainParse } from './parse-mistake.ts';
import { MARK } from './placeholders.ts';
import { type Parsed, runProgram } from './run-program.ts';
import type { RowKind } from './scope.ts';
import { TRACE_MARKS, type Tracer } from './trace.ts';
import type { Use } from './use.ts';

/** What stands for evidence, and what tells in a trace who printed what. */
const RESERVED = new RegExp(`[${MARK}${TRACE_MARKS.join('')}]`);

export interface Template {
  /** As messages name it. */
  file: string;
  text: string;
  /** Texts of the partials, by the name that {{> name}} has. */
  partials?: Record<string, string>;
  /** The partials' files as messages name them, where they are not partials/NAME.hbs. */
  partialFiles?: Record<string, string>;
}

/** The template's and its partials' texts, by the file name that messages tell. */
export function sourcesOf(template: Template): Map<string, string> {
  const { file, text, partials = {} } = template;
  const bodies = Object.entries(partials).map(([name, body]) => [partialFile(template, name), body] as const);
  return new Map([[file, text], ...bodies]);
}

/** What a template can say. */
export interface Vocabulary {
  /** What one returns is printed, or given to the helper around it. */
  helpers: Readonly<Record<string, (call: Call) => unknown>>;
  /** The rows for {{#each}}, by the helper that gives them. */
  rows: Readonly<Record<string, RowKind>>;
  names: NamesOf;
  /** What stands in the place of a {{#block}} whose condition can't be told. */
  withoutValue: (call: Call, missing: Missing) => string;
}

/** Runs the template: its text with placeholders where helpers left something. */
export function runTemplate(template: Template, vocabulary: Vocabulary, tracer?: Tracer): string {
  return bounded({ limitMs: LIMIT_MS, describe: (excess) => tooMuch(template, excess) }, () => {
    return runChecked(template, vocabulary, tracer);
  });
}

/** A report of a hundred thousand packets is printed in a tenth of it. */
const LIMIT_MS = 20_000;

function tooMuch({ file }: Template, excess: 'time' | 'depth'): LabreportError {
  const got = excess === 'time' ? `still ran after ${LIMIT_MS / 1000} s` : 'is nested too deep';
  return new LabreportError({
    code: 'template-invalid',
    place: { file },
    message: `this template ${got}, expected one that comes to its end`,
    hint: 'Partials that use partials twice, or {{#each}} in {{#each}}, multiply.',
  });
}

function runChecked(template: Template, vocabulary: Vocabulary, tracer: Tracer | undefined): string {
  const { main, partials } = checkOnce(template, vocabulary);
  const toRun = ({ file, program }: Parsed) => ({ file, program: tracer?.mark(program, file) ?? program });
  return runProgram(toRun(main), {
    helper: (name, use) => callHelper(vocabulary, { name, use, file: template.file }),
    isHelper: (name) => Object.hasOwn(vocabulary.helpers, name),
    partials: new Map([...partials].map(([name, parsed]) => [name, toRun(parsed)])),
  });
}

/** A template and its partials, whose names all stand for something. */
interface Checked {
  main: Parsed;
  partials: ReadonlyMap<string, Parsed>;
}

/** A template is tried before the lab is run, and run after it. */
const checked = new WeakMap<Template, Checked>();

function checkOnce(template: Template, { helpers, rows }: Vocabulary): Checked {
  const known = checked.get(template) ?? parseAll(template);
  if (!checked.has(template)) checkNames({ ...known, helpers: Object.keys(helpers), rows });
  checked.set(template, known);
  return known;
}

function partialFile({ partialFiles = {} }: Template, name: string): string {
  return partialFiles[name] ?? `partials/${name}.hbs`;
}

function parseAll(template: Template): Checked {
  const partials = Object.entries(template.partials ?? {}).map(
    ([name, text]) => [name, parse({ file: partialFile(template, name), text })] as const,
  );
  return { main: parse(template), partials: new Map(partials) };
}

function parse({ file, text }: Pick<Template, 'file' | 'text'>): Parsed {
  const mark = text.search(RESERVED);
  if (mark >= 0) {
    const code = text.charCodeAt(mark).toString(16).toUpperCase();
    const message = `unexpected character U+${code}, which stands for evidence`;
    throw new LabreportError({ code: 'template-invalid', message, place: { file, ...placeIn(text, mark) } });
  }
  try {
    return { file, program: parseHandlebars(text, { srcName: file }) };
  } catch (error) {
    throw (error instanceof Error && explainParse({ file, text }, error)) || error;
  }
}

function callHelper(
  { helpers, names, withoutValue }: Vocabulary,
  { name, use, file }: { name: string; use: Use; file: string },
): unknown {
  const missing = [...use.args, ...Object.values(use.hash)].find((value) => value instanceof Missing);
  const call = new Call(name, { use, file, names });
  if (missing !== undefined) return call.isBlock ? withoutValue(call, missing) : missing;
  try {
    const result = helpers[name]?.(call);
    call.expectBodyUsed();
    return result;
  } catch (error) {
    throw withPlace(error, call);
  }
}

/** Mistakes that other rooms find don't know where in the template they are. */
function withPlace(error: unknown, { place }: Call): unknown {
  if (!(error instanceof LabreportError) || error.place !== undefined) return error;
  return error.with({ place });
}

function placeIn(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
