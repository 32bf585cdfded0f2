/** What closes an address before its port comes: `[2001:db8::1]:36030`, `'192.0.2.2', 36030`. */
const CLOSING = String.raw`[\])"'\s]{0,4}`;

/** What tells that the number behind an address is a port. Each part is bounded: a program may print blanks without end. */
const MARKS = {
  /** `192.0.2.2:36030`, `192.0.2.2#36030`, `('192.0.2.2', 36030)` */
  character: '[:#,/]',
  /** `192.0.2.2 port 36030`, `192.0.2.2, remote port: 36030`, `192.0.2.2 (from its port number 36030` */
  words: String.raw`(?:[,(\s]{0,8}(?:remote|client|source|src|peer|its|with|from|on|at)\s{1,8}){0,2}[,(\s]{0,8}port\b(?:\s{1,8}(?:number|no\.?))?\s{0,8}[:=#]?`,
  /** `192.0.2.2 36030`: any two numbers, so it counts in a line that is about a connection alone. */
  nothing: '',
};

/** What stands before the port: `192.0.2.2, "36030"`. */
const OPENING = String.raw`[\s"']{0,3}`;

/**
 * Any of these addresses and names of hosts, and a number after it that may be its port: `address`, `mark` (empty where
 * nothing tells that it is one) and `port`.
 */
export function pairPattern(names: ReadonlySet<string>): RegExp {
  const address = [...names].sort((one, other) => other.length - one.length).map((name) => name.replace(/\W/g, '\\$&'));
  const between = `${CLOSING}(?<mark>${Object.values(MARKS).join('|')})${OPENING}`;
  return new RegExp(
    String.raw`(?<![\w.-])(?<address>${address.join('|')})(?![\w-]|\.\w)${between}(?<port>\d{1,5})(?!\w|\.\d|:\d)`,
    'gi',
  );
}
