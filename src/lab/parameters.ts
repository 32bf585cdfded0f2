/** What a parameter's values are; where lab.yaml does not say, a number's is `integer` and a text's `text`. */
export const PARAMETER_TYPES = ['port', 'integer', 'text', 'choice'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** Longer texts are no values of a command line. */
const MOST_CHARACTERS = 1000;
const PORTS = { from: 1, to: 65_535 };

/** A parameter's type, with what its values are bounded by. */
export interface ValueType {
  type: ParameterType;
  /** The least and the largest `integer`. */
  from?: number;
  to?: number;
  /** What a `choice` can be. */
  of?: string[];
}

/** What is wrong with a value, as what follows "expected"; undefined where nothing is. */
export function flawOf(value: string, type: ValueType): string | undefined {
  return isOf(value, type) ? undefined : describeType(type);
}

/** E.g. "a port number from 1 to 65535". */
export function describeType({ type, from, to, of = [] }: ValueType): string {
  if (type === 'port') return `a port number from ${PORTS.from} to ${PORTS.to}`;
  if (type === 'choice') return `one of ${of.join(', ')}`;
  if (type === 'text') return `one line of text without control characters, at most ${MOST_CHARACTERS} characters`;
  const bounds = [...(from === undefined ? [] : [`from ${from}`]), ...(to === undefined ? [] : [`to ${to}`])];
  return ['a whole number', ...bounds].join(' ');
}

function isOf(value: string, { type, from, to, of = [] }: ValueType): boolean {
  if (type === 'port') return isWhole(value, PORTS);
  if (type === 'choice') return of.includes(value);
  if (type === 'text') return value.length <= MOST_CHARACTERS && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value);
  return isWhole(value, { from: from ?? Number.MIN_SAFE_INTEGER, to: to ?? Number.MAX_SAFE_INTEGER });
}

/** Decimal, as programs read it, and written in one way only. */
function isWhole(value: string, { from, to }: { from: number; to: number }): boolean {
  return /^(0|-?[1-9]\d{0,15})$/.test(value) && Number(value) >= from && Number(value) <= to;
}
