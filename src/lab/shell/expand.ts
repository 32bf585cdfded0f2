import { say } from '../../messages/message.ts';
import type { TextPattern } from '../../text/pattern.ts';
import { splitReference, tokensOf } from './tokens.ts';
import { UnusableValue } from './unusable-value.ts';

/** What `${...}` can stand for while a lab runs. */
export interface Scope {
  parameters: Record<string, string>;
  /** Host name to what programs on the other hosts call it. */
  hosts: Record<string, string>;
  /** Terminal id to its values: "pid" and what the named groups of its `until` patterns found. */
  values: Record<string, Record<string, string>>;
}

interface Parametrised {
  parameters: Readonly<Record<string, { value: string }>>;
}

/** The values of a lab's parameters, by name. */
export function parameterValues({ parameters }: Parametrised): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
}

/** Puts the values of `${name}` and `${terminal.value}` into a text; `$$` becomes one dollar, any other `$` stays. */
export function expand(text: string, scope: Scope): string {
  return replaceReferences(text, (name) => resolveReference(name, scope));
}

/** The same for a pattern; inside a regular expression the values stand for themselves, letter by letter. */
export function expandPattern(pattern: TextPattern, scope: Scope): TextPattern {
  if ('literal' in pattern) return { literal: expand(pattern.literal, scope) };
  return { regex: replaceReferences(pattern.regex, (name) => escapeRegex(resolveReference(name, scope))) };
}

/** The keys of sockets and packets that may hold references. */
const EXPANDED = ['port', 'peerPort', 'payload'] as const;

/** What a socket or a packet must look like, with values in place of its references. */
export function expandKeys<T extends { [key in (typeof EXPANDED)[number]]?: string }>(item: T, scope: Scope): T {
  const entries = EXPANDED.flatMap((key) => {
    const text = item[key];
    return text === undefined ? [] : [[key, expand(text, scope)]];
  });
  return { ...item, ...Object.fromEntries(entries) };
}

function replaceReferences(text: string, valueFor: (name: string) => string): string {
  return tokensOf(text)
    .map((token) => (typeof token === 'string' ? token : valueFor(token.name)))
    .join('');
}

/** What a reference stands for. */
export function resolveReference(name: string, { parameters, hosts, values }: Scope): string {
  const { id, value } = splitReference(name);
  const found = value === undefined ? (own(parameters, name) ?? own(hosts, name)) : own(own(values, id) ?? {}, value);
  if (found !== undefined) return found;
  throw new UnusableValue({
    message: `\${${name}} has no value here`,
    seen: say('noValue', { name }),
    expected: say('givenBefore'),
    ...(value === undefined ? {} : { hint: `nothing that terminal ${id} showed so far gave it one` }),
  });
}

// Names such as "constructor" are inherited by every object.
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
