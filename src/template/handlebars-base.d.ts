/// <reference types="handlebars" />

/**
 * Handlebars' parser without its compiler, which labreport has no use for; the package has no types for it.
 * @handlebars/parser is no other way to it: that is the parser of Handlebars 5, which takes more, such as `(a).b` and `(a=1)`.
 */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  /** The tree of a template, with white space taken away where Handlebars does so. */
  export function parse(text: string, options: { srcName: string }): hbs.AST.Program;
  export const parser: {
    terminals_: Record<number, string>;
    lexer: {
      match: string;
      yy: object;
      yylloc: { first_line: number; first_column: number };
      setInput(text: string): void;
      lex(): number | string;
    };
  };
}
