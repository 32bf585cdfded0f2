import * as z from 'zod/mini';
import { checkHost } from '../check/world.ts';
import { port, portText, recordedPort } from '../pieces/port.ts';
import { nameOf, number, stateSchema } from '../schema/parts.ts';
import { name, whole, word } from '../schema/recorded.ts';
import { TCP_STATES, type TcpState } from '../terms.ts';
import { defineWait } from './wait-kind.ts';

/** The number of a host's TCP sockets in a state. */
export interface SocketsWait {
  kind: 'sockets';
  host: string;
  state: TcpState;
  /** The local or the remote one. */
  port?: string;
  /** Bytes that no program has read yet (netstat's Recv-Q). */
  unread?: number;
  count: number;
}

/** @internal */
export const sockets = defineWait('sockets', {
  words: {
    description:
      'So many TCP sockets of a host in a state; neither more nor fewer. The kernel is asked, not netstat, so the wait leaves no evidence.',
    example: `steps:
  - wait: { sockets: vit001, state: ESTABLISHED, port: "\${port}", count: 2 }
  # a child has read everything
  - wait: { sockets: vit001, state: ESTABLISHED, unread: 0, count: 2 }`,
  },
  written: {
    sockets: nameOf('Host whose TCP sockets are counted'),
    state: stateSchema,
    port: z.exactOptional(port('Local or remote port of the sockets')),
    unread: z.exactOptional(number("Bytes that no program has read yet (netstat's Recv-Q)")),
    count: number('How many there must be'),
  },
  recorded: {
    host: name,
    state: word(TCP_STATES),
    port: z.exactOptional(recordedPort),
    unread: z.exactOptional(whole()),
    count: whole(),
  },
  expands: ['port'],
  build: ({ sockets: host, port, ...rest }) => ({ host, ...rest, ...portText({ port }) }),
  tell: ({ count, state, host }) => `${count} ${state} on ${host}`,
  check: ({ world, raw, path }) => checkHost(world, [...path, 'sockets'], raw.sockets),
});
