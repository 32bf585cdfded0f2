/** What a helper is told of its use. */
export interface Use {
  args: readonly unknown[];
  hash: Readonly<Record<string, unknown>>;
  loc: hbs.AST.SourceLocation;
  /** What `this` is there. */
  context: unknown;
  /** Present where it is a {{#block}}; gives the block's text. */
  body?: (row?: Row) => string;
  /** Present where the block has an {{else}}. */
  otherwise?: () => string;
}

/** What is different in a block for each row: what `this` is, and its number from 0. */
export interface Row {
  value: unknown;
  index: number;
  isLast: boolean;
}
