import type { KernelSocket } from './host-driver.ts';

/** State numbers of /proc/net/tcp (include/net/tcp_states.h) in netstat's spelling. */
const STATES = [
  undefined,
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'SYN_RECV',
] as const;

/** The TCP sockets of one of the kernel's tables (/proc/net/tcp, /proc/net/tcp6). */
export function parseSockets(table: string): KernelSocket[] {
  const lines = table.split('\n').slice(1);
  return lines.flatMap((line) => parseSocket(line) ?? []);
}

/** What a descriptor of it leads to in /proc (proc(5), /proc/PID/fd). */
export function socketLink(inode: number): string {
  return `socket:[${inode}]`;
}

/** One line, e.g. `0: 010200C0:231E 00000000:0000 0A ...`: addresses and ports in hex, the address in host order. */
function parseSocket(line: string): KernelSocket | undefined {
  const [, local, peer, state, queues, , , , , inode] = line.trim().split(/\s+/);
  if (local === undefined || peer === undefined || state === undefined) return undefined;
  const [address = '', port = ''] = local.split(':');
  return {
    state: STATES[Number.parseInt(state, 16)] ?? 'CLOSE',
    localAddress: address.length === 8 ? ipv4(address) : address,
    localPort: Number.parseInt(port, 16),
    peerPort: Number.parseInt(peer.split(':')[1] ?? '0', 16),
    unread: Number.parseInt(queues?.split(':')[1] ?? '0', 16),
    inode: Number(inode ?? 0),
  };
}

function ipv4(hex: string): string {
  return [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.');
}
