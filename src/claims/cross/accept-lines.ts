import type { Facts } from '../../evidence/facts.ts';
import { plainAddress } from '../../evidence/tables/endpoint.ts';
import type { Terminal } from '../../record/types.ts';
import { oncePerRun } from '../judge/once.ts';
import type { End } from './ends.ts';
import { isListening } from './moment-sockets.ts';
import { terminalsOf, textOf } from './terminal-texts.ts';

/** A line in which a server says whose connection it has. */
export interface AcceptLine {
  terminal: Terminal;
  line: number;
  atMs: number;
  /** The remote end that the line tells. */
  remote: End & { port: number };
  /** As the line has it, e.g. "192.0.2.2 remote port 36030". */
  text: string;
  /** Whether the line's own words say that it is about a connection. */
  isConnection: boolean;
}

// Between an address and its port: "192.0.2.2:36030", "192.0.2.2 remote port 36030", "('192.0.2.2', 36030)". Each part is
// bounded: a program may print blanks without end.
const BETWEEN = String.raw`[\])"'\s]{0,4}(?<mark>[:#,/]|(?:[,(\s]{0,8}(?:remote|client|source|src|peer|its|with|from|on|at)\s{1,8}){0,2}[,(\s]{0,8}port\b(?:\s{1,8}(?:number|no\.?))?\s{0,8}[:=#]?|)[\s"']{0,3}`;
/** Words of a line that is about a connection also where no mark stands before the port. */
const ABOUT_CONNECTIONS = /accept|connect|incoming/i;
/** What stands before an address that the program connects to or listens on. */
const NO_REMOTE = /\b(?:to|at|on|server)[\s:[("']*$/i;
/** Below, only servers have their ports. */
const FIRST_CLIENT_PORT = 1024;

/** The lines of a terminal that tell a host of the lab and a port of it: the first for each. */
export function acceptLines(facts: Facts, terminal: Terminal): AcceptLine[] {
  const { text, timeAt } = textOf(facts, terminal);
  const found = new Map<string, AcceptLine>();
  const lineAt = lineCounter(text);
  for (const match of text.matchAll(pairPattern(facts))) {
    const { address = '', mark = '', port = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    const remote = { addresses: addressesOf(facts, address), port: Number(port) };
    const key = `${remote.addresses.join()} ${port}`;
    const line = lineAround(text, match.index);
    const isConnection = ABOUT_CONNECTIONS.test(line.text);
    if (found.has(key) || (mark === '' && !isConnection) || NO_REMOTE.test(line.before)) continue;
    const accepted = { terminal, line: lineAt(match.index), atMs: timeAt(end), remote, text: match[0], isConnection };
    if (isRemote(facts, accepted)) found.set(key, accepted);
  }
  return [...found.values()];
}

/** Any address or name of a host, and a number after it that may be its port. */
function pairPattern(facts: Facts): RegExp {
  const { addresses } = facts.context();
  const known = new Set([...Object.keys(addresses), ...Object.values(addresses).flat()]);
  // Programs connect from here unless they choose their host's address.
  if (facts.record.driver.name === 'loopback') known.add('127.0.0.1');
  const names = [...known].sort((one, other) => other.length - one.length).map((name) => name.replace(/\W/g, '\\$&'));
  return new RegExp(
    String.raw`(?<![\w.-])(?<address>${names.join('|')})(?![\w-]|\.\w)${BETWEEN}(?<port>\d{1,5})(?!\w|\.\d|:\d)`,
    'gi',
  );
}

function addressesOf(facts: Facts, name: string): string[] {
  const { addresses } = facts.context();
  const key = Object.keys(addresses).find((one) => one.toLowerCase() === name.toLowerCase());
  return (key === undefined ? [name] : (addresses[key] ?? [])).map(plainAddress);
}

/** The number of the line that a place is on, for places that come one after the other. */
function lineCounter(text: string): (index: number) => number {
  let [line, newline] = [1, text.indexOf('\n')];
  return (index) => {
    for (; newline >= 0 && newline < index; newline = text.indexOf('\n', newline + 1)) line++;
    return line;
  };
}

/** As much of a line, on either side of a place, tells what it is about. */
const LOOKED_AT = 500;

function lineAround(text: string, index: number): { text: string; before: string } {
  const before =
    text
      .slice(Math.max(0, index - LOOKED_AT), index)
      .split('\n')
      .at(-1) ?? '';
  const after = text.slice(index, index + LOOKED_AT).split('\n')[0] ?? '';
  return { text: before + after, before };
}

/** Whether the pair is the client's end of a connection, and not a server's address or something that was typed. */
function isRemote(facts: Facts, { terminal, remote, text }: AcceptLine): boolean {
  const own = facts.context().addresses[terminal.host] ?? [];
  const { port } = remote;
  if (port < FIRST_CLIENT_PORT || port > 65_535 || remote.addresses.some((each) => own.includes(each))) return false;
  const { numbers, typed } = givenTexts(facts);
  if (numbers.has(String(port)) || isListening(facts, remote)) return false;
  if (typed.some((line) => line.includes(text))) return false;
  return !remote.addresses.some((address) => servers(facts).has(`${address} ${port}`));
}

/** The numbers that commands were given, and the lines that were typed. */
const givenTexts = oncePerRun((facts) => {
  const terminals = terminalsOf(facts);
  const numbers = new Set(terminals.flatMap(({ command }) => command.match(/\d+/g) ?? []));
  const typed = new Set(terminals.flatMap((terminal) => terminal.typed.map((line) => line.text)));
  return { numbers, typed: [...typed] };
});

/** The server's ends of the connections of all captures. */
const servers = oncePerRun((facts) => {
  const ends = new Set<string>();
  for (const { kind, id, ...capture } of facts.record.evidence) {
    if (kind !== 'capture' || capture.unavailable !== undefined || !('pcap' in capture)) continue;
    for (const { server } of facts.connections(id)) ends.add(`${plainAddress(server.address)} ${server.port}`);
  }
  return ends;
});
