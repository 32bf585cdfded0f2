import * as z from 'zod/mini';
import { unknownWord } from '../check/findings.ts';
import { checkHost, type World } from '../check/world.ts';
import { described, listOf, nameOf, text, word } from '../schema/parts.ts';
import { lines, list, name, word as oneOf } from '../schema/recorded.ts';
import type { Path } from '../source.ts';
import { PACKET_PROTOCOLS, TCP_FLAGS, type TcpFlag } from '../terms.ts';
import { port, portText, recordedPort } from './port.ts';

/** What a packet must look like; what is absent may be anything. */
export interface PacketPattern {
  /** Host name, or "client" (sent the connection's first SYN) or "server". */
  from?: string;
  to?: string;
  /** Flags that are all set; others may be set too, except FIN, SYN and RST. */
  flags?: TcpFlag[];
  /** Text that the payload contains. */
  payload?: string;
  protocol?: (typeof PACKET_PROTOCOLS)[number];
  /** Local or remote port: a number, or a `${...}` reference. */
  port?: string;
}

const FLAGS_PHRASE = `one or more of ${TCP_FLAGS.join(', ')}`;
const FLAGS_PATTERN = `^(${TCP_FLAGS.join('|')})( (${TCP_FLAGS.join('|')}))*$`;

const flagsText = z.string({ error: FLAGS_PHRASE }).check(
  z.check(({ value, issues }) => {
    const flag = value.split(' ').find((each) => !TCP_FLAGS.some((known) => known === each));
    if (flag === undefined) return;
    const { message, ...params } = unknownWord({ what: 'flag', word: flag, known: TCP_FLAGS });
    issues.push({ code: 'custom', input: value, message, params, continue: true });
  }),
);
z.globalRegistry.add(flagsText, { pattern: FLAGS_PATTERN });

/** TCP flags: `FIN ACK`, or a list. */
const flags = described(
  z.union([flagsText, listOf(z.enum(TCP_FLAGS, { error: FLAGS_PHRASE }), 'flags')], { error: FLAGS_PHRASE }),
  'TCP flags that are all set, e.g. FIN ACK; others may be set too, except FIN, SYN and RST',
);

/** Keys of a lab.yaml that say what a packet looks like. @internal */
export const packetKeys = {
  flags: z.exactOptional(flags),
  from: z.exactOptional(nameOf('Sender: a host, or client (it opened the connection) or server')),
  to: z.exactOptional(nameOf('Receiver: a host, or client or server')),
  payload: z.exactOptional(text('Text that the payload contains')),
  protocol: z.exactOptional(word(PACKET_PROTOCOLS, 'Protocol')),
  port: z.exactOptional(port('Port of the sender or the receiver')),
};

/** What a record holds of such a packet. @internal */
export const recordedPacket = {
  from: z.exactOptional(name),
  to: z.exactOptional(name),
  flags: z.exactOptional(list(oneOf(TCP_FLAGS), 'flags')),
  payload: z.exactOptional(lines),
  protocol: z.exactOptional(oneOf(PACKET_PROTOCOLS)),
  port: z.exactOptional(recordedPort),
};

/** The keys whose texts may hold references. */
export const PACKET_EXPANDS: readonly string[] = ['payload', 'port'];

/** A packet as lab.yaml describes it. @internal */
export type RawPacket = z.infer<z.ZodMiniObject<typeof packetKeys, z.core.$strict>>;

/** A packet pattern with its flags as a list and its port as a text. @internal */
export function buildPacket({ flags, port, ...rest }: RawPacket): PacketPattern {
  const list = typeof flags === 'string' ? (flags.split(' ') as TcpFlag[]) : flags;
  return { ...rest, ...(list === undefined ? {} : { flags: list }), ...portText({ port }) };
}

/** A packet's ends are hosts of the lab, or the roles client and server. @internal */
export function checkPacket(world: World, packet: RawPacket, path: Path): void {
  if (packet.from !== undefined) checkHost(world, [...path, 'from'], packet.from, ['client', 'server']);
  if (packet.to !== undefined) checkHost(world, [...path, 'to'], packet.to, ['client', 'server']);
}
