/** A `${name}` in a text of lab.yaml. */
export interface Reference {
  name: string;
}

/** One character of a text, or a reference in it. */
export type Token = string | Reference;

const REFERENCE = /\$\$|\$\{([^}]*)\}/g;

/** A text of lab.yaml in pieces: its characters, in which `$$` has become one dollar, and its references. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of text.matchAll(REFERENCE)) {
    tokens.push(...text.slice(end, found.index));
    tokens.push(found[1] === undefined ? '$' : { name: found[1] });
    end = found.index + found[0].length;
  }
  tokens.push(...text.slice(end));
  return tokens;
}

/** The names that a text refers to, in order: "port", "vit001", "server.pid". */
export function references(text: string): string[] {
  return tokensOf(text).flatMap((token) => (typeof token === 'string' ? [] : [token.name]));
}

/** "server.pid" is value "pid" of terminal "server"; a parameter or host has no value beside itself. */
export function splitReference(name: string): { id: string; value: string | undefined } {
  const dot = name.indexOf('.');
  return dot < 0 ? { id: name, value: undefined } : { id: name.slice(0, dot), value: name.slice(dot + 1) };
}
