/** One direction of a connection, as a capture's filter sees its packets. */
export interface Direction {
  protocol: 'tcp' | 'udp';
  source: { address: string; port?: number | undefined };
  destination: { address: string; port?: number | undefined };
}

/** What a name in a filter stands for; undefined where it is not known. */
export type Addresses = (name: string) => readonly string[] | undefined;

/** Whether the filter lets it pass; undefined where that can't be told here. */
type Passes = boolean | undefined;

/**
 * Whether a pcap-filter(7) expression lets a packet pass: undefined where it says something that is not understood
 * here. Understood are protocols, hosts and ports with and, or, not and brackets.
 */
export function passesFilter(filter: string, direction: Direction, addresses: Addresses): Passes {
  const tokens = filter.match(/&&|\|\||[()!]|[^\s()!&|]+/g) ?? [];
  if (tokens.length === 0) return true;
  const reading: Reading = { tokens, at: 0, direction, addresses };
  try {
    const passes = readExpression(reading);
    return reading.at === tokens.length ? passes : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

interface Reading {
  tokens: readonly string[];
  at: number;
  direction: Direction;
  addresses: Addresses;
  /** The words before the last value: `port 80 or 81` says them once. */
  qualifiers?: Qualifiers;
}

interface Qualifiers {
  protocol?: string;
  side: 'src' | 'dst' | 'either';
  type: 'host' | 'port';
}

class NotUnderstood extends Error {}

const AND = ['and', '&&'];
const OR = ['or', '||'];

/** "and" and "or" bind equally, from the left. */
function readExpression(reading: Reading): Passes {
  let left = readTerm(reading);
  for (;;) {
    const word = reading.tokens[reading.at];
    if (word === undefined || word === ')') return left;
    const isOr = OR.includes(word);
    if (!isOr && !AND.includes(word)) throw new NotUnderstood();
    reading.at++;
    const right = readTerm(reading);
    left = isOr ? either(left, right) : both(left, right);
  }
}

function readTerm(reading: Reading): Passes {
  const word = reading.tokens[reading.at];
  if (word === 'not' || word === '!') {
    reading.at++;
    return not(readTerm(reading));
  }
  if (word !== '(') return readPrimitive(reading);
  reading.at++;
  const inner = readExpression(reading);
  if (reading.tokens[reading.at++] !== ')') throw new NotUnderstood();
  return inner;
}

const PROTOCOLS = ['tcp', 'udp', 'icmp', 'arp', 'ip', 'ip6'];

function readPrimitive(reading: Reading): Passes {
  const { tokens, direction } = reading;
  const words: string[] = [];
  while ([...PROTOCOLS, 'src', 'dst', 'host', 'port'].includes(tokens[reading.at] ?? '')) {
    words.push(tokens[reading.at++] as string);
  }
  const protocol = words.find((word) => PROTOCOLS.includes(word));
  if (protocol !== undefined && words.length === 1 && !isValue(tokens[reading.at])) {
    return hasProtocol(direction, protocol);
  }
  if (words.length > 0) reading.qualifiers = readQualifiers(words);
  const value = tokens[reading.at];
  if (reading.qualifiers === undefined || !isValue(value)) throw new NotUnderstood();
  reading.at++;
  return matches(reading, reading.qualifiers, value);
}

function readQualifiers(words: readonly string[]): Qualifiers {
  const protocol = words.find((word) => PROTOCOLS.includes(word));
  const [side, second] = words.filter((word) => word === 'src' || word === 'dst');
  if (second !== undefined) throw new NotUnderstood();
  return {
    ...(protocol !== undefined && { protocol }),
    side: (side as 'src' | 'dst' | undefined) ?? 'either',
    type: words.includes('port') ? 'port' : 'host',
  };
}

/** Letters, digits, dots and colons: the rest (masks, ranges, arithmetic) is not understood. */
function isValue(word: string | undefined): word is string {
  return word !== undefined && ![...AND, ...OR, 'not'].includes(word) && /^[\w.:-]+$/.test(word);
}

function matches({ direction, addresses }: Reading, { protocol, side, type }: Qualifiers, value: string): Passes {
  const ends = side === 'src' ? [direction.source] : side === 'dst' ? [direction.destination] : endsOf(direction);
  const found = ends.map((end) => (type === 'port' ? hasPort(end, value) : isHost(end, value, addresses)));
  const matched = found.reduce(either, false);
  return protocol === undefined ? matched : both(hasProtocol(direction, protocol), matched);
}

function endsOf({ source, destination }: Direction) {
  return [source, destination];
}

function hasProtocol({ protocol, source }: Direction, name: string): boolean {
  if (name === 'ip') return !source.address.includes(':');
  if (name === 'ip6') return source.address.includes(':');
  return protocol === name;
}

/** A port's name stands for a number that is not known here. */
function hasPort({ port }: Direction['source'], value: string): Passes {
  return /^\d+$/.test(value) && port !== undefined ? port === Number(value) : undefined;
}

function isHost({ address }: Direction['source'], value: string, addresses: Addresses): Passes {
  const known = addresses(value) ?? (/^[\d.]+$|:/.test(value) ? [value] : undefined);
  return known?.includes(address);
}

function both(one: Passes, other: Passes): Passes {
  if (one === false || other === false) return false;
  return one === undefined || other === undefined ? undefined : true;
}

function either(one: Passes, other: Passes): Passes {
  if (one === true || other === true) return true;
  return one === undefined || other === undefined ? undefined : false;
}

function not(one: Passes): Passes {
  return one === undefined ? undefined : !one;
}
