import type { TcpFlag } from '../../../src/lab/terms.ts';
import type { WirePacket } from './wire.ts';

/** The two ends of a connection of a test. */
export interface Ends {
  client: string;
  server: string;
  clientPort?: number;
  serverPort?: number;
}

/** Makes a TCP connection segment by segment, keeping count of sequence numbers. */
export class Conversation {
  readonly packets: WirePacket[] = [];
  readonly #ends: Required<Ends>;
  readonly #next = { client: 1000, server: 5000 };

  constructor(ends: Ends) {
    this.#ends = { clientPort: 36_030, serverPort: 8990, ...ends };
  }

  /** Sends a segment from one end; `again` sends what was sent before once more. */
  send(from: 'client' | 'server', flags: TcpFlag[], { payload = '', afterUs = 20, again = 0 } = {}): this {
    const { client, server, clientPort, serverPort } = this.#ends;
    const isClient = from === 'client';
    const seq = this.#next[from] - again;
    const ack = flags.includes('ACK') ? this.#next[isClient ? 'server' : 'client'] : 0;
    const controls = flags.filter((flag) => flag === 'SYN' || flag === 'FIN').length;
    if (again === 0) this.#next[from] += Buffer.byteLength(payload) + controls;
    this.packets.push({
      from: isClient ? client : server,
      to: isClient ? server : client,
      afterUs,
      payload,
      ports: isClient ? [clientPort, serverPort] : [serverPort, clientPort],
      tcp: { flags, seq, ack },
    });
    return this;
  }

  open(): this {
    return this.send('client', ['SYN']).send('server', ['SYN', 'ACK']).send('client', ['ACK']);
  }

  echo(payload: string, afterUs = 20): this {
    this.send('client', ['PSH', 'ACK'], { payload, afterUs }).send('server', ['ACK']);
    return this.send('server', ['PSH', 'ACK'], { payload }).send('client', ['ACK']);
  }

  close(): this {
    return this.send('client', ['FIN', 'ACK']).send('server', ['FIN', 'ACK']).send('client', ['ACK']);
  }
}

export const CLIENT = '192.0.2.2';
export const SERVER = '192.0.2.1';
