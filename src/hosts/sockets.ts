import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { HostProcess, KernelSocket } from './host-driver.ts';
import { listProcesses } from './processes.ts';

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

/** A host's TCP sockets straight from its kernel tables: no program runs on the host for it. */
export function readTcpSockets(procNet: string): KernelSocket[] {
  return ['tcp', 'tcp6'].flatMap((table) => {
    const lines = readTable(`${procNet}/${table}`).split('\n').slice(1);
    return lines.flatMap((line) => parseSocket(line) ?? []);
  });
}

/** Who has the socket open, of all processes that can be seen from here. */
export function holderOf({ inode }: KernelSocket): HostProcess | undefined {
  return listProcesses().find(({ pid }) => socketsOf(pid).includes(inode));
}

/** Numbers of the sockets that a process has open; none where that can't be seen. */
function socketsOf(pid: number): number[] {
  try {
    const files = readdirSync(`/proc/${pid}/fd`).map((name) => linkOf(`/proc/${pid}/fd/${name}`));
    return files.flatMap((file) => /^socket:\[(\d+)\]$/.exec(file)?.[1] ?? []).map(Number);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function readTable(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
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
