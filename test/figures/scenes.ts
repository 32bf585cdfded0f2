import { drawSequence } from '../../src/figures/sequence/draw-sequence.ts';
import { modelSequence } from '../../src/figures/sequence/model.ts';
import { english } from '../../src/language/en/english.ts';
import type { HostFacts } from '../../src/record/run-record.ts';
import { CLIENT, Conversation, SERVER } from './sequence/conversations.ts';
import { hostOf, type WirePacket, wireFacts } from './sequence/wire.ts';

const HOSTS = [hostOf('vit001', SERVER), hostOf('vit002', CLIENT), hostOf('vit003', '192.0.2.3')];

/** Packets to draw. */
export interface Scene {
  packets: readonly WirePacket[];
  hosts?: HostFacts[];
  /** Numbers of the packets to show. */
  frames?: readonly number[];
}

/** The sequence diagram of a scene, and where its texts are. */
export function drawScene({ packets, hosts = HOSTS, frames }: Scene) {
  const facts = wireFacts(packets, { hosts });
  const all = facts.packets('wire');
  const shown = frames === undefined ? all : all.filter(({ frame }) => frames.includes(frame));
  const connections = facts.connections('wire');
  const model = modelSequence({ record: facts.record, packets: shown, among: all, connections, language: english });
  return { model, ...drawSequence(model, { title: 'a title', capture: 'wire' }) };
}

const V6_CLIENT = '2001:db8:1111:2222:3333:4444:5555:6666';
const V6_SERVER = '2001:db8:ffff:eeee:dddd:cccc:bbbb:aaaa';
const LONG = 'a-client-with-a-very-long-name-in-the-department-of-distributed-systems';

function conversation(ends: Partial<ConstructorParameters<typeof Conversation>[0]> = {}): Conversation {
  return new Conversation({ client: CLIENT, server: SERVER, ...ends });
}

function sixty(ends = {}): WirePacket[] {
  const made = conversation(ends).open();
  for (let i = 0; i < 13; i++) made.echo(`line ${i} of a rather long conversation, to be cut short\n`, 3000 + i * 400);
  const lost = { payload: 'once', again: 4 };
  made.send('client', ['PSH', 'ACK'], { payload: 'once' }).send('client', ['PSH', 'ACK'], lost);
  return made.send('server', ['RST', 'ACK'], { afterUs: 150_000_000 }).send('client', ['RST']).send('client', ['RST'])
    .packets;
}

function mixed(): WirePacket[] {
  const ends = { from: CLIENT, to: SERVER };
  const back = { from: SERVER, to: CLIENT };
  return [
    { ...ends, arp: 'request' },
    { ...back, arp: 'reply' },
    { ...ends, icmp: [8, 0, 77, 1], payload: 'abcdefgh' },
    { ...back, icmp: [0, 0, 77, 1], payload: 'abcdefgh' },
    { ...ends, ports: [40_000, 53], payload: 'which "name"\t?\n' },
    { ...back, ports: [53, 40_000], payload: Uint8Array.of(0, 1, 2, 255) },
    { from: '192.0.2.3', to: '192.0.2.255', ports: [138, 138], payload: 'to all' },
    { ...ends, bytes: Uint8Array.of(1, 2, 3) },
    ...conversation().open().close().packets,
  ];
}

const CROWD = Array.from({ length: 8 }, (_, i) => `192.0.2.${10 + i}`);

/** What a sequence diagram has to cope with. */
export const SCENES: Record<string, Scene> = {
  '2 packets': { packets: conversation().open().packets.slice(0, 2) },
  '60 packets, retransmissions and resets': { packets: sixty() },
  '60 packets over IPv6': {
    packets: sixty({ client: V6_CLIENT, server: V6_SERVER }),
    hosts: [hostOf('vit001', V6_SERVER), hostOf('vit002', V6_CLIENT)],
  },
  'long names': { packets: sixty(), hosts: [hostOf(`${LONG}-1`, SERVER), hostOf(`${LONG}-2`, CLIENT)] },
  'long names and IPv6': {
    packets: sixty({ client: V6_CLIENT, server: V6_SERVER }),
    hosts: [hostOf(`${LONG}-1`, V6_SERVER), hostOf(`${LONG}-2`, V6_CLIENT)],
  },
  'hosts that the lab does not name': { packets: conversation().open().packets, hosts: [] },
  'ARP, ICMP, UDP, and what can not be read': { packets: mixed() },
  'eight clients of one server': {
    packets: CROWD.flatMap((client) => conversation({ client }).open().echo('hello\n').close().packets),
    hosts: [...HOSTS, ...CROWD.map((address) => hostOf(`host-${address}`, address))],
  },
  'two connections between the same hosts': {
    packets: [36_030, 36_032].flatMap((clientPort) => conversation({ clientPort }).open().close().packets),
  },
  'clients of two servers': {
    packets: [SERVER, '192.0.2.3'].flatMap((server) => conversation({ server }).open().echo('x\n').packets),
  },
  'hosts that all talk to each other': {
    packets: [
      ...conversation().open().echo('one to two\n').packets,
      ...conversation({ client: '192.0.2.3' }).open().echo('three to one\n').packets,
      ...conversation({ client: '192.0.2.3', server: CLIENT }).open().echo('three to two\n').close().packets,
    ],
  },
  'one host, told apart by ports': { packets: conversation({ server: CLIENT }).open().echo('to myself\n').packets },
  'one host that pings itself': {
    packets: [8, 0].map((type): WirePacket => ({ from: CLIENT, to: CLIENT, icmp: [type, 0, 1, 1] })),
  },
  'inside a connection': { packets: sixty().slice(3) },
  'chosen packets': { packets: sixty(), frames: [1, 4, 20, 58] },
  '400 packets': {
    packets: Array.from(
      { length: 57 },
      (_, i) =>
        conversation({ clientPort: 40_000 + i })
          .open()
          .echo('x').packets,
    ).flat(),
  },
  'names that are no names': {
    packets: conversation().open().echo('</text><script>&\u202e"\'').packets,
    hosts: [hostOf('<b>&amp;"\'\u202e\u0007</svg>', SERVER), hostOf('漢字漢字漢字漢字漢字漢字漢字漢字', CLIENT)],
  },
};
