/**
 * A noncharacter before and after the number of a statement where its output begins, and another one where it ends.
 * Templates may not hold them, and what programs print never does.
 */
export const TRACE_MARKS = ['\uFDD1', '\uFDD2'] as const;
const [OPEN, CLOSE] = TRACE_MARKS;
const MARKS = /\uFDD1(\d+)\uFDD1|\uFDD2/g;

/** What a statement of a template printed. Literal text lies between the children. */
export interface TraceNode {
  /** The statement, the same in every run of the template. */
  id: string;
  start: number;
  /** Exclusive. */
  end: number;
  children: TraceNode[];
}

/** Puts marks around the output of every {{statement}} of a template, to see afterwards who printed what. */
export class Tracer {
  readonly #ids: string[] = [];

  /** The program with marks, to be run in the place of the one without. */
  mark(program: hbs.AST.Program, file: string): hbs.AST.Program {
    return { ...program, body: program.body.flatMap((statement) => this.#around(statement, file)) };
  }

  /** The output without marks, and who printed what of it. */
  read(marked: string): { text: string; root: TraceNode } {
    let text = '';
    let at = 0;
    const root: TraceNode = { id: 'root', start: 0, end: 0, children: [] };
    const path = [root];
    for (const match of marked.matchAll(MARKS)) {
      text += marked.slice(at, match.index);
      at = match.index + match[0].length;
      if (match[1] === undefined) (path.pop() as TraceNode).end = text.length;
      else path.push(this.#enter(path.at(-1) as TraceNode, { number: Number(match[1]), start: text.length }));
    }
    text += marked.slice(at);
    root.end = text.length;
    return { text, root };
  }

  #enter(parent: TraceNode, { number, start }: { number: number; start: number }): TraceNode {
    const node = { id: this.#ids[number] ?? '', start, end: start, children: [] };
    parent.children.push(node);
    return node;
  }

  #around(statement: hbs.AST.Statement, file: string): hbs.AST.Statement[] {
    const kind = PRINTING[statement.type];
    if (kind === undefined) return [statement];
    const id = `${kind} ${file}:${statement.loc.start.line}:${statement.loc.start.column + 1}`;
    const inner = kind === 'block' ? this.#branches(statement as hbs.AST.BlockStatement, { id, file }) : statement;
    return [this.#open(id, statement), inner, content(CLOSE, statement)];
  }

  /** Which branch was taken shows in the trace too. */
  #branches(block: hbs.AST.BlockStatement, { id, file }: { id: string; file: string }): hbs.AST.BlockStatement {
    const branch = (program: hbs.AST.Program | undefined, name: string) => {
      if (program === undefined) return program;
      const { body } = this.mark(program, file);
      return { ...program, body: [this.#open(`${name} of ${id}`, block), ...body, content(CLOSE, block)] };
    };
    // {{else}} is Handlebars' own name for it; without one there is none.
    const program = branch(block.program, 'body') as hbs.AST.Program;
    return { ...block, program, inverse: branch(block.inverse, 'else') as hbs.AST.Program };
  }

  #open(id: string, { loc }: hbs.AST.Statement): hbs.AST.Statement {
    return content(`${OPEN}${this.#ids.push(id) - 1}${OPEN}`, { loc });
  }
}

const PRINTING: Record<string, string> = {
  MustacheStatement: 'value',
  BlockStatement: 'block',
  PartialStatement: 'partial',
  PartialBlockStatement: 'partial',
};

function content(value: string, { loc }: Pick<hbs.AST.Statement, 'loc'>): hbs.AST.Statement {
  return { type: 'ContentStatement', value, original: value, loc } as unknown as hbs.AST.Statement;
}

/** What a statement printed, for a helper that reads its own body. */
export function withoutMarks(marked: string): string {
  return marked.replace(MARKS, '');
}

/** Whether there is nothing in a line but marks and space. */
export function isBlank(line: string): boolean {
  return line.replace(MARKS, '').trim() === '';
}
