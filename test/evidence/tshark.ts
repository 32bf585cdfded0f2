import { readPackets } from '../../src/evidence/capture/packets.ts';
import { connectionsOf } from '../../src/evidence/tcp/connections.ts';
import type { Packet } from '../../src/evidence/types.ts';
import { run } from './tools.ts';

/** One packet's fields by tshark's names, as text; what it does not have is absent. */
export type Fields = Record<string, string>;

/** Each field: tshark's name, and what our packet says of it. */
const FIELDS: Record<string, (packet: Packet, stream: number | undefined) => string | number | undefined> = {
  'frame.number': ({ frame }) => frame,
  'frame.time_epoch': ({ timeUs }) => `${Math.floor(timeUs / 1e6)}.${String(timeUs % 1e6).padStart(6, '0')}000`,
  'frame.len': ({ length }) => length,
  'frame.cap_len': ({ captured }) => captured,
  'eth.src': ({ link, linkType }) => (linkType === 1 ? link?.source : undefined),
  'eth.dst': ({ link }) => link?.destination,
  'sll.src.eth': ({ link, linkType }) => (linkType === 113 || linkType === 276 ? link?.source : undefined),
  'vlan.id': ({ link }) => link?.vlans?.join(','),
  'ip.src': ({ ip, source }) => (ip?.version === 4 ? source?.address : undefined),
  'ip.dst': ({ ip, destination }) => (ip?.version === 4 ? destination?.address : undefined),
  'ip.ttl': ({ ip }) => (ip?.version === 4 ? ip.hopLimit : undefined),
  'ip.proto': ({ ip }) => (ip?.version === 4 ? ip.protocol : undefined),
  'ipv6.src': ({ ip, source }) => (ip?.version === 6 ? source?.address : undefined),
  'ipv6.dst': ({ ip, destination }) => (ip?.version === 6 ? destination?.address : undefined),
  'ipv6.hlim': ({ ip }) => (ip?.version === 6 ? ip.hopLimit : undefined),
  'ipv6.fraghdr.ident': ({ ip }) =>
    ip?.version === 6 && ip.fragment ? `0x${ip.fragment.id.toString(16).padStart(8, '0')}` : undefined,
  'tcp.srcport': ({ tcp, source }) => tcp && source?.port,
  'tcp.dstport': ({ tcp, destination }) => tcp && destination?.port,
  'tcp.seq_raw': ({ tcp }) => tcp?.seq,
  'tcp.ack_raw': ({ tcp }) => tcp?.ack,
  'tcp.flags.str': ({ tcp }) => tcp && flagsOf(tcp.flags),
  'tcp.window_size_value': ({ tcp }) => tcp?.window,
  'tcp.options.mss_val': ({ tcp }) => optionValue(tcp?.options, /^mss (\d+)/),
  'tcp.options.wscale.shift': ({ tcp }) => optionValue(tcp?.options, /^wscale (\d+)/),
  'tcp.options.timestamp.tsval': ({ tcp }) => optionValue(tcp?.options, /^TS val (\d+)/),
  'tcp.options.timestamp.tsecr': ({ tcp }) => optionValue(tcp?.options, /^TS.* ecr (\d+)/),
  'tcp.options.sack_le': ({ tcp }) => optionValue(tcp?.options, /^sack \d+ \{(\d+):/),
  'tcp.options.sack_re': ({ tcp }) => optionValue(tcp?.options, /^sack \d+ \{\d+:(\d+)/),
  'tcp.payload': ({ tcp, payload }) => (tcp && payload.length > 0 ? hex(payload) : undefined),
  'tcp.stream': (_, stream) => stream,
  'udp.srcport': ({ udp, source }) => udp && source?.port,
  'udp.dstport': ({ udp, destination }) => udp && destination?.port,
  'udp.length': ({ udp }) => udp?.length,
  'udp.payload': ({ udp, payload }) => (udp && payload.length > 0 ? hex(payload) : undefined),
  'icmp.type': ({ icmp, protocol }) => (protocol === 'ICMP' ? icmp?.type : undefined),
  'icmp.code': ({ icmp, protocol }) => (protocol === 'ICMP' ? icmp?.code : undefined),
  'icmp.ident': ({ icmp, protocol }) => (protocol === 'ICMP' ? icmp?.identifier : undefined),
  'icmp.seq': ({ icmp, protocol }) => (protocol === 'ICMP' ? icmp?.sequence : undefined),
  'icmpv6.type': ({ icmp, protocol }) => (protocol === 'ICMPv6' ? icmp?.type : undefined),
  'icmpv6.code': ({ icmp, protocol }) => (protocol === 'ICMPv6' ? icmp?.code : undefined),
  'icmpv6.echo.sequence_number': ({ icmp, protocol }) => (protocol === 'ICMPv6' ? icmp?.sequence : undefined),
  'icmpv6.nd.ns.target_address': ({ icmp, protocol }) =>
    protocol === 'ICMPv6' && icmp?.type === 135 ? icmp.target : undefined,
  'icmpv6.nd.na.target_address': ({ icmp, protocol }) =>
    protocol === 'ICMPv6' && icmp?.type === 136 ? icmp.target : undefined,
  'arp.opcode': ({ arp }) => arp?.operation,
  'arp.src.hw_mac': ({ arp }) => arp?.senderMac,
  'arp.src.proto_ipv4': ({ arp }) => arp?.senderAddress,
  'arp.dst.hw_mac': ({ arp }) => arp?.targetMac,
  'arp.dst.proto_ipv4': ({ arp }) => arp?.targetAddress,
};
/** Relative numbers, which tshark also makes up where no SYN was captured. */
const RELATIVE = ['tcp.seq', 'tcp.ack'];
const LETTERS = { CWR: 'C', ECE: 'E', URG: 'U', ACK: 'A', PSH: 'P', RST: 'R', SYN: 'S', FIN: 'F' };

/** What we read in a capture, in tshark's terms. */
export function ownFields(bytes: Uint8Array): { fields: Fields; packet: Packet }[] {
  const { packets } = readPackets(bytes);
  const streams = new Map(
    connectionsOf(packets).flatMap((each) => each.packets.map((packet) => [packet, each.number - 1])),
  );
  return packets.map((packet) => {
    const values = Object.entries(FIELDS).map(([name, read]) => [name, read(packet, streams.get(packet))] as const);
    const relative = [packet.tcp?.relativeSeq, packet.tcp?.relativeAck].map(
      (value, i) => [RELATIVE[i] as string, value] as const,
    );
    const known = [...values, ...relative].filter(([, value]) => value !== undefined);
    return { packet, fields: Object.fromEntries(known.map(([name, value]) => [name, `${value}`])) };
  });
}

/** What tshark reads in the same capture, frame by frame, without putting fragments together. */
export function tsharkFields(path: string): Fields[] {
  const names = [...Object.keys(FIELDS), ...RELATIVE];
  const options = ['ip.defragment:FALSE', 'ipv6.defragment:FALSE', 'tcp.desegment_tcp_streams:FALSE'].flatMap(
    (each) => ['-o', each],
  );
  const wanted = names.flatMap((name) => ['-e', name]);
  const text = run(
    'tshark',
    '-n',
    '-r',
    path,
    ...options,
    '-T',
    'fields',
    '-E',
    'separator=/t',
    '-E',
    'occurrence=a',
    '-E',
    'aggregator=,',
    ...wanted,
  );
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => {
    const cells = line.split('\t').map((cell, i) => [names[i] as string, firstOf(names[i] as string, cell)] as const);
    return Object.fromEntries(cells.filter(([, cell]) => cell !== ''));
  });
}

/** An ICMP error holds the packet that caused it: the outer one's fields come first. */
function firstOf(name: string, cell: string): string {
  const value = name === 'vlan.id' ? cell : (cell.split(',', 1)[0] as string);
  return name === 'tcp.flags.str' ? value.replace(/[^A-Z]/g, '') : value;
}

function flagsOf(flags: readonly string[]): string {
  return Object.entries(LETTERS)
    .map(([flag, letter]) => (flags.includes(flag) ? letter : ''))
    .join('');
}

function optionValue(options: readonly string[] | undefined, pattern: RegExp): string | undefined {
  return options?.map((option) => pattern.exec(option)?.[1]).find((value) => value !== undefined);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
