import type { TcpState } from '../../../lab/terms.ts';
import type { Endpoint } from '../../types.ts';

/** A TCP or UDP socket as netstat(8) or ss(8) shows it. */
export interface Socket {
  /** Line in the text it was read from, from 1. */
  line: number;
  protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  /** Absent for UDP where the tool prints none. */
  state?: TcpState;
  receiveQueue: number;
  sendQueue: number;
  local: Endpoint;
  peer: Endpoint;
  /** Absent where the tool prints "-". */
  pid?: number;
  program?: string;
}
