import { parse as parseHandlebars } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { bounded } from '../text/bounded.ts';
import { LabreportError } from '../text/errors.ts';
import { Call } from './call.ts';
import { Missing } from './captured.ts';
import { checkNames } from './check-names.ts';
import { escapeText, formatNote } from './markdown.ts';
import { explainParse } from './parse-mistake.ts';
import { MARK } from './placeholders.ts';
import { TRACE_MARKS, type Tracer } from './refresh/trace.ts';
import { type Helper, leaveNote, namesOf, type Report } from './report.ts';
import { type Parsed, runProgram, type Use } from './run-program.ts';

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

/** Runs the template: its text with placeholders where helpers left something. */
export function runTemplate(
  template: Template,
  { report, helpers, tracer }: { report: Report; helpers: Record<string, Helper>; tracer?: Tracer },
): string {
  return bounded({ limitMs: LIMIT_MS, describe: (excess) => tooMuch(template, excess) }, () => {
    return runChecked(template, { report, helpers, ...(tracer && { tracer }) });
  });
}

/** A report of a hundred thousand packets is printed in a tenth of it. */
const LIMIT_MS = 20_000;

function tooMuch({ file }: Template, excess: 'time' | 'depth'): LabreportError {
  const got = excess === 'time' ? `still ran after ${LIMIT_MS / 1000} s` : 'is nested too deep';
  return new LabreportError({
    place: { file },
    message: `this template ${got}, expected one that comes to its end`,
    hint: 'Partials that use partials twice, or {{#each}} in {{#each}}, multiply.',
  });
}

function runChecked(
  template: Template,
  { report, helpers, tracer }: { report: Report; helpers: Record<string, Helper>; tracer?: Tracer },
): string {
  const { main, partials } = checkOnce(template, helpers);
  const toRun = ({ file, program }: Parsed) => ({ file, program: tracer?.mark(program, file) ?? program });
  return runProgram(toRun(main), {
    helper: (name, use) => callHelper(helpers[name] as Helper, { name, use, report, file: template.file }),
    isHelper: (name) => Object.hasOwn(helpers, name),
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

function checkOnce(template: Template, helpers: Record<string, Helper>): Checked {
  const known = checked.get(template) ?? parseAll(template);
  if (!checked.has(template)) checkNames({ ...known, helpers: Object.keys(helpers) });
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
    throw new LabreportError({ message, place: { file, ...placeIn(text, mark) } });
  }
  try {
    return { file, program: parseHandlebars(text, { srcName: file }) };
  } catch (error) {
    throw (error instanceof Error && explainParse({ file, text }, error)) || error;
  }
}

function callHelper(helper: Helper, at: { name: string; use: Use; report: Report; file: string }): unknown {
  const { name, use, report, file } = at;
  const missing = [...use.args, ...Object.values(use.hash)].find((value) => value instanceof Missing);
  const call = new Call(name, { use, file, names: (kind) => namesOf(report, kind) });
  if (missing !== undefined) return call.isBlock ? leaveMissing(report, call, missing) : missing;
  try {
    const result = helper(report, call);
    call.expectBodyUsed();
    return result;
  } catch (error) {
    throw withPlace(error, call);
  }
}

/** A condition that can't be told holds neither way. */
function leaveMissing(report: Report, call: Call, missing: Missing): string {
  const markdown = formatNote(report.language.report.notes.notAvailable, escapeText(missing.reason));
  return leaveNote(report, call, { markdown, inline: String(missing) });
}

/** Mistakes that other rooms find don't know where in the template they are. */
function withPlace(error: unknown, { place }: Call): unknown {
  if (!(error instanceof LabreportError) || error.place !== undefined) return error;
  const { message, hint, cause } = error;
  return new LabreportError({ message, place, cause, ...(hint !== undefined && { hint }) });
}

function placeIn(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
