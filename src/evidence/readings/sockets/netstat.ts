import { TCP_STATES } from '../../../lab/terms.ts';
import { parseEndpoint } from '../../endpoint.ts';
import type { Dialect } from '../reading.ts';
import type { Socket } from './socket.ts';

/** Protocol, two queues, two endpoints, and what the options -p, -e and -o add. */
const ROW = /^(tcp6?|udp6?)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)(?:\s+(.*))?$/;
/** What -o adds at the end, behind the timer's name, e.g. "keepalive (7188.34/0/0)". */
const TIMER = / \([\d.]+\/\d+\/\d+\)$/;
const PID_AND_PROGRAM = /(?:^|\s)(\d+)\/(.+)$/;

/** The rows of netstat's table of internet sockets, with or without -n, -p, -e and -o. */
export const netstat: Dialect<Socket> = () => parseLine;

function parseLine(line: string): Omit<Socket, 'line'> | undefined {
  const row = ROW.exec(line.trimEnd());
  if (!row?.[4]?.includes(':') || !row[5]?.includes(':')) return undefined;
  const [, protocol, receiveQueue, sendQueue, local, peer, rest = ''] = row as unknown as string[];
  const socket: Omit<Socket, 'line'> = {
    protocol: protocol as Socket['protocol'],
    receiveQueue: Number(receiveQueue),
    sendQueue: Number(sendQueue),
    local: parseEndpoint(local as string),
    peer: parseEndpoint(peer as string),
  };
  const state = TCP_STATES.find((name) => name === rest.split(/\s/, 1)[0]);
  if (state !== undefined) socket.state = state;
  const owner = PID_AND_PROGRAM.exec(withoutTimer(rest));
  if (owner !== null) Object.assign(socket, { pid: Number(owner[1]), program: owner[2] });
  return socket;
}

function withoutTimer(rest: string): string {
  const at = rest.search(TIMER);
  return at < 0 ? rest : rest.slice(0, rest.lastIndexOf(' ', at - 1)).trimEnd();
}
