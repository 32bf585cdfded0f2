import { plainAddress } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Terminal } from '../../record/run-record.ts';
import { oncePerRun } from '../judge/once.ts';
import { pairPattern } from './accept-pattern.ts';
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

/** Words of a line that is about a connection also where no mark stands before the port. */
const ABOUT_CONNECTIONS = /accept|connect|incoming/i;
/** What stands before an address that the program connects to or listens on: "connected to 192.0.2.1:8990". */
const NO_REMOTE = /\b(?:to|at|on|server)[\s:[("']*$/i;

/** The lines of a terminal that tell a host of the lab and a port of it: the first for each. */
export function acceptLines(facts: Facts, terminal: Terminal): AcceptLine[] {
  const { text, timeAt } = textOf(facts, terminal);
  const found = new Map<string, AcceptLine>();
  const lineAt = lineCounter(text);
  for (const match of text.matchAll(pairPattern(namesOf(facts)))) {
    const { address = '', mark = '', port = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    const remote = { addresses: addressesOf(facts, address), port: Number(port) };
    const key = `${remote.addresses.join()} ${port}`;
    const line = lineAround(text, match.index);
    const isConnection = ABOUT_CONNECTIONS.test(line.text);
    if (found.has(key) || (mark === '' && !isConnection) || NO_REMOTE.test(line.before)) continue;
    const accepted = { terminal, line: lineAt(match.index), atMs: timeAt(end), remote, text: match[0], isConnection };
    if (isRemote(accepted, facts)) found.set(key, accepted);
  }
  return [...found.values()];
}

/** What programs call the hosts. */
function namesOf(facts: Facts): Set<string> {
  const { addresses } = facts.context();
  const known = new Set([...Object.keys(addresses), ...Object.values(addresses).flat()]);
  // Programs connect from here unless they choose their host's address.
  if (!facts.record.driver.traits.ownNetwork) known.add('127.0.0.1');
  return known;
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

/** What a pair may be that is no client's end of a connection. */
const NO_CLIENT: Readonly<Record<string, (line: AcceptLine, facts: Facts) => boolean>> = {
  /** "192.0.2.2 port 80", "192.0.2.2:99999": below 1024 only servers have their ports, and above 65535 nobody has. */
  portOfNoClient: ({ remote }) => remote.port < 1024 || remote.port > 65_535,
  /** "192.0.2.1:36030" on the host 192.0.2.1: the program's own end. */
  ownAddress: ({ remote, terminal }, facts) => {
    const own = facts.context().addresses[terminal.host] ?? [];
    return remote.addresses.some((address) => own.includes(address));
  },
  /** "192.0.2.1:8990" where a command was `./TCPechod 8990`: a number that somebody gave. */
  givenNumber: ({ remote }, facts) => givenTexts(facts).numbers.has(String(remote.port)),
  /** "192.0.2.1:8990" where netstat shows that something listens there. */
  listening: ({ remote }, facts) => isListening(facts, remote),
  /** "192.0.2.1:8990" where a person typed `connect 192.0.2.1:8990`: an echo. */
  typed: ({ text }, facts) => givenTexts(facts).typed.some((line) => line.includes(text)),
  /** "192.0.2.1:8990" where a capture has a connection whose server that is. */
  captured: ({ remote }, facts) => remote.addresses.some((address) => servers(facts).has(`${address} ${remote.port}`)),
};

function isRemote(line: AcceptLine, facts: Facts): boolean {
  return !Object.values(NO_CLIENT).some((isIt) => isIt(line, facts));
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
