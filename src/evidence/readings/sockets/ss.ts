import type { TcpState } from '../../../lab/terms.ts';
import { eachLine } from '../../../text/lines.ts';
import { parseEndpoint } from '../../endpoint.ts';
import type { Dialect } from '../reading.ts';
import type { Socket } from './socket.ts';

/** ss's spelling of the states. UDP sockets without a peer are UNCONN, which is no state of theirs. */
const STATES: Record<string, TcpState | undefined> = {
  LISTEN: 'LISTEN',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  ESTAB: 'ESTABLISHED',
  'FIN-WAIT-1': 'FIN_WAIT1',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  CLOSING: 'CLOSING',
  'LAST-ACK': 'LAST_ACK',
  'TIME-WAIT': 'TIME_WAIT',
  UNCONN: undefined,
};

const STATE_NAMES = Object.keys(STATES).join('|');
/** Netid where several protocols are listed; state, two queues, two endpoints, and what options add. */
const ROW = new RegExp(`^(?:(tcp|udp)\\s+)?(${STATE_NAMES})\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)\\s+(\\S+)(?:\\s+(.*))?$`);
/** With a filter for one state, ss leaves out the column. */
const STATELESS_ROW = /^(?:(tcp|udp)\s+)?()(\d+)\s+(\d+)\s+(\S+)\s+(\S+)(?:\s+(.*))?$/;
const USERS = /users:\(\("(.*?)",pid=(\d+),/;

/** The rows of ss's table, with or without -n, -p, -e and -o. */
export const ss: Dialect<Socket> = (text) => {
  const datagrams = isOfDatagrams(eachLine(text));
  let header: string | undefined;
  return (line) => {
    if (isHeader(line)) header = line;
    return parseLine(line, { header, datagrams });
  };
};

/** What is known of the table that a line stands in. */
interface Table {
  header: string | undefined;
  /** Whether it is of UDP sockets. */
  datagrams: boolean;
}

function isHeader(line: string): boolean {
  return /Recv-Q\s+Send-Q\s+Local Address:Port/.test(line);
}

/** Whether rows without a Netid are UDP: `ss -u` shows UNCONN and ESTAB alone. */
function isOfDatagrams(lines: Iterable<string>): boolean {
  const states = new Set<string>();
  for (const line of lines) {
    const word = /^\S*/.exec(line)?.[0] as string;
    if (Object.hasOwn(STATES, word)) states.add(word);
  }
  return states.has('UNCONN') && [...states].every((state) => state === 'UNCONN' || state === 'ESTAB');
}

function parseLine(line: string, { header, datagrams }: Table): Omit<Socket, 'line'> | undefined {
  const isStateless = header !== undefined && !header.includes('State');
  const row = (isStateless ? STATELESS_ROW : ROW).exec(line.trimEnd());
  if (!row?.[5]?.includes(':') || !row[6]?.includes(':')) return undefined;
  const [, netid, stateName, receiveQueue, sendQueue, local, peer, rest = ''] = row as unknown as string[];
  const kind = netid ?? (datagrams ? 'udp' : 'tcp');
  const state = stateOf(stateName as string, kind);
  const owner = USERS.exec(rest);
  return {
    protocol: protocolOf(kind, local as string),
    ...(state !== undefined && { state }),
    receiveQueue: Number(receiveQueue),
    sendQueue: Number(sendQueue),
    local: parseEndpoint(local as string),
    peer: parseEndpoint(peer as string),
    ...(owner !== null && { pid: Number(owner[2]), program: owner[1] as string }),
  };
}

function stateOf(name: string, kind: string): TcpState | undefined {
  return name === 'UNCONN' && kind === 'tcp' ? 'CLOSE' : STATES[name];
}

/** ss writes IPv6 addresses in brackets, and "*" for a socket of both families. */
function protocolOf(kind: string, local: string): Socket['protocol'] {
  const isIpv6 = local.startsWith('[') || local.startsWith('*:') || local.startsWith('*%');
  return `${kind}${isIpv6 ? '6' : ''}` as Socket['protocol'];
}
