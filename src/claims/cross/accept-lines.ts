import { plainAddress } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Terminal } from '../../record/types.ts';
import { linesOf } from '../text-lines.ts';
import { type End, isEnd } from './ends.ts';
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

// Between an address and its port: "192.0.2.2:36030", "192.0.2.2 remote port 36030", "('192.0.2.2', 36030)".
const BETWEEN = String.raw`[\])"'\s]{0,4}(?<mark>[:#,/]|(?:[,(\s]*(?:remote|client|source|src|peer|its|with|from|on|at)\s+){0,2}[,(\s]*port\b(?:\s+(?:number|no\.?))?\s*[:=#]?|)[\s"']{0,3}`;
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
  for (const match of text.matchAll(pairPattern(facts))) {
    const { address = '', mark = '', port = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    const remote = { addresses: addressesOf(facts, address), port: Number(port) };
    const key = `${remote.addresses.join()} ${port}`;
    const line = lineAround(text, match.index);
    const isConnection = ABOUT_CONNECTIONS.test(line.text);
    if (found.has(key) || (mark === '' && !isConnection) || NO_REMOTE.test(line.before)) continue;
    const [number = 1] = linesOf(text, { start: match.index, end });
    const accepted = { terminal, line: number, atMs: timeAt(end), remote, text: match[0], isConnection };
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

function lineAround(text: string, index: number): { text: string; before: string } {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  const end = text.indexOf('\n', index);
  return { text: text.slice(start, end < 0 ? text.length : end), before: text.slice(start, index) };
}

/** Whether the pair is the client's end of a connection, and not a server's address or something that was typed. */
function isRemote(facts: Facts, { terminal, remote, text }: AcceptLine): boolean {
  const own = facts.context().addresses[terminal.host] ?? [];
  const { port } = remote;
  if (port < FIRST_CLIENT_PORT || port > 65_535 || remote.addresses.some((each) => own.includes(each))) return false;
  const terminals = terminalsOf(facts);
  const word = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  if (terminals.some(({ command }) => word.test(command)) || isListening(facts, remote)) return false;
  if (terminals.some(({ typed }) => typed.some((line) => line.text.includes(text)))) return false;
  return !isServerSomewhere(facts, remote);
}

function isServerSomewhere(facts: Facts, remote: End): boolean {
  const captures = facts.record.evidence.filter(
    ({ kind, unavailable }) => kind === 'capture' && unavailable === undefined,
  );
  return captures.some((capture) => {
    if (capture.kind !== 'capture' || capture.pcap === undefined) return false;
    return facts.connections(capture.id).some(({ server }) => isEnd(server, remote));
  });
}
