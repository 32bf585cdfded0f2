import * as z from 'zod/mini';
import { readAddress } from '../check/networks.ts';
import { checkHost, lookUp } from '../check/world.ts';
import { buildCount, type Count, count, recordedCount } from '../pieces/count.ts';
import { port, portText, recordedPort } from '../pieces/port.ts';
import { described, listOf, mapping, nameOf, stateSchema, text } from '../schema/parts.ts';
import { lines, list, name, shape, word } from '../schema/recorded.ts';
import { TCP_STATES, type TcpState } from '../terms.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** So many sockets of each kind at a moment. */
export interface SocketsClaim extends ClaimBase {
  kind: 'sockets';
  moment: string;
  sockets: SocketExpectation[];
}

export interface SocketExpectation {
  state?: TcpState;
  /** Local port. */
  port?: string;
  /** Remote host name or address. */
  peer?: string;
  peerPort?: string;
  program?: string;
  count: Count;
}

const expectation = mapping({
  state: z.exactOptional(stateSchema),
  port: z.exactOptional(port('Local port')),
  peer: z.exactOptional(text('Remote host or IPv4 address')),
  'peer-port': z.exactOptional(port('Remote port')),
  program: z.exactOptional(text('Program that owns the socket, without its folder')),
  count: z.exactOptional(count('How many')),
});

const recorded = shape({
  state: z.exactOptional(word(TCP_STATES)),
  port: z.exactOptional(recordedPort),
  peer: z.exactOptional(lines),
  peerPort: z.exactOptional(recordedPort),
  program: z.exactOptional(lines),
  count: recordedCount,
});

/** @internal */
export const sockets = defineClaim('sockets', {
  recorded: { moment: name, sockets: list(recorded, 'sockets') },
  forms: {
    sockets: defineForm({
      words: {
        description:
          'How many sockets of which kind a moment shows, in the output of netstat or ss. Each line counts the sockets that have all that it names; what it does not name may be anything. UDP sockets count too, and have no state.',
        example: `claims:
  two-connections-at-once:
    says: The listening socket and one established connection per client are open
    moment: both-connected
    sockets:
      - { state: LISTEN, port: "\${port}", program: TCPechod, count: 1 }
      - { state: ESTABLISHED, port: "\${port}", count: 2 }
      - { state: ESTABLISHED, peer: vit002, count: 1 }`,
      },
      written: {
        sockets: described(
          listOf(expectation, 'socket expectations'),
          'How many sockets of which kind the moment shows',
        ),
        says,
        moment: nameOf('Id of the moment that shows it'),
      },
      expands: ['port', 'peer-port'],
      build: (raw) => ({ moment: raw.moment, sockets: raw.sockets.map(buildExpectation) }),
      check({ world, raw, path }) {
        lookUp(world, { path: [...path, 'moment'], id: raw.moment, kinds: ['moment'] });
        for (const [i, { peer }] of raw.sockets.entries()) {
          if (peer === undefined || readAddress(peer) !== undefined) continue;
          checkHost(world, [...path, 'sockets', i, 'peer'], peer);
        }
      },
    }),
  },
});

function buildExpectation(raw: z.infer<typeof expectation>): SocketExpectation {
  const { port, 'peer-port': peerPort, count, ...rest } = raw;
  return {
    ...rest,
    ...portText({ port }),
    ...(peerPort === undefined ? {} : { peerPort: String(peerPort) }),
    count: buildCount(count),
  };
}
