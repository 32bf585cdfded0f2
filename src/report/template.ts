import Handlebars from 'handlebars';
import { LabreportError } from '../text/errors.ts';
import { Call, type HandlebarsOptions } from './call.ts';
import { Missing } from './captured.ts';
import { checkNames } from './check-names.ts';
import { escapeText, formatNote } from './markdown.ts';
import { MARK } from './placeholders.ts';
import { type Helper, leaveNote, type Report } from './report.ts';

const OPTIONS = { noEscape: true, strict: true };

export interface Template {
  /** As messages name it. */
  file: string;
  text: string;
  /** Texts of the partials, by the name that {{> name}} has. */
  partials?: Record<string, string>;
}

/** The template's and its partials' texts, by the file name that messages tell. */
export function sourcesOf({ file, text, partials = {} }: Template): Map<string, string> {
  return new Map([[file, text], ...Object.entries(partials).map(([name, body]) => [partialFile(name), body] as const)]);
}

/** Runs the template: its text with placeholders where helpers left something. */
export function runTemplate(
  template: Template,
  { report, helpers }: { report: Report; helpers: Record<string, Helper> },
): string {
  const handlebars = Handlebars.create();
  const partials = Object.keys(template.partials ?? {});
  for (const [file, text] of report.sources) {
    const mark = text.indexOf(MARK);
    if (mark >= 0) throw mistake(file, 'unexpected character U+FDD0, which stands for evidence', lineOf(text, mark));
    checkNames(parse(handlebars, { file, text }), {
      file,
      helpers: Object.keys(helpers),
      partials,
      isPartial: file !== template.file,
    });
  }
  const runtime = {
    helpers: Object.fromEntries(
      Object.entries(helpers).map(([name, helper]) => [name, adapt(name, helper, { report, file: template.file })]),
    ),
    partials: Object.fromEntries(
      partials.map((name) => [
        name,
        compile(handlebars, { file: partialFile(name), text: template.partials?.[name] ?? '' }),
      ]),
    ),
  };
  return compile(handlebars, template)({}, runtime);
}

function partialFile(name: string): string {
  return `partials/${name}.hbs`;
}

function compile(handlebars: typeof Handlebars, { file, text }: Template): Handlebars.TemplateDelegate {
  const run = handlebars.compile(text, { ...OPTIONS, srcName: file } as CompileOptions);
  const guarded = (context: unknown, options?: Handlebars.RuntimeOptions) => {
    try {
      return run(context, options);
    } catch (error) {
      throw explain(error, file);
    }
  };
  return guarded;
}

function parse(handlebars: typeof Handlebars, { file, text }: Template): hbs.AST.Program {
  try {
    return handlebars.parse(text, { srcName: file });
  } catch (error) {
    throw explain(error, file);
  }
}

/** Handlebars calls helpers with `this`, their arguments, and its options last. */
function adapt(name: string, helper: Helper, { report, file }: { report: Report; file: string }) {
  return function (this: unknown, ...received: unknown[]): unknown {
    const options = received.at(-1) as HandlebarsOptions;
    const args = received.slice(0, -1);
    const missing = [...args, ...Object.values(options.hash)].find((value) => value instanceof Missing);
    const call = new Call(name, { args, options, file, context: this });
    if (missing !== undefined) return call.isBlock ? leaveMissing(report, call, missing) : missing;
    try {
      return helper(report, call);
    } catch (error) {
      throw withPlace(error, call);
    }
  };
}

/** A condition that can't be told holds neither way. */
function leaveMissing(report: Report, call: Call, missing: Missing): string {
  const markdown = formatNote('Not available', escapeText(missing.reason));
  return leaveNote(report, call, { markdown, inline: String(missing) });
}

/** Mistakes that other rooms find don't know where in the template they are. */
function withPlace(error: unknown, { place }: Call): unknown {
  if (!(error instanceof LabreportError) || error.place !== undefined) return error;
  const { message, hint, cause } = error;
  return new LabreportError({ message, place, cause, ...(hint !== undefined && { hint }) });
}

function mistake(
  file: string,
  message: string,
  at: { line?: number; column?: number; hint?: string; cause?: unknown },
): LabreportError {
  const { hint, cause, ...place } = at;
  return new LabreportError({ message, place: { file, ...place }, cause, ...(hint !== undefined && { hint }) });
}

/** What Handlebars says of a mistake, in our words; what is no mistake of the template stays as it is. */
function explain(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof LabreportError) return error;
  if (error instanceof RangeError)
    return mistake(file, 'the partials include each other without end', { cause: error });
  return explainParse(error, file) ?? explainPlaced(error, file) ?? error;
}

const PARSE_ERROR = /^Parse error on line (\d+):\n(.*)\n-*\^\nExpecting .*, got '(.*)'$/s;

function explainParse(error: Error, file: string): LabreportError | undefined {
  const [, line, context, got] = PARSE_ERROR.exec(error.message) ?? [];
  if (line === undefined) return undefined;
  const message =
    got === 'EOF' ? 'the template ends inside a {{#...}} block' : `this is no {{...}} that can be read: ${context}`;
  const hint = got === 'EOF' ? 'Close it with {{/...}}.' : 'Look for a missing quote, bracket or brace.';
  return mistake(file, message, { line: Number(line), hint, cause: error });
}

/** e.g. "if doesn't match unless - 1:3". */
function explainPlaced(error: Error, file: string): LabreportError | undefined {
  const [, what, line, column] = /^(.*) - (\d+):(\d+)$/s.exec(error.message) ?? [];
  if (what === undefined) return undefined;
  const [, opened, closed] = /^(.*) doesn't match (.*)$/s.exec(what) ?? [];
  const [, name] = /^"(.*)" not defined in /s.exec(what) ?? [];
  const place = { line: Number(line), column: Number(column) + 1, cause: error };
  if (opened !== undefined) return mistake(file, `unexpected {{/${closed}}}, expected {{/${opened}}}`, place);
  if (name !== undefined)
    return mistake(file, `unknown name "${name}"`, { ...place, hint: 'Rows have fields; texts stand in quotes.' });
  return mistake(file, what, place);
}

function lineOf(text: string, offset: number): { line: number } {
  return { line: text.slice(0, offset).split('\n').length };
}
