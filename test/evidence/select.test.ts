import { describe, expect, test } from 'vitest';
import { readPackets } from '../../src/evidence/capture/packets.ts';
import {
  matchesPacket,
  type ProcessQuery,
  type SocketQuery,
  selectPackets,
  selectProcesses,
  selectSockets,
} from '../../src/evidence/select.ts';
import { parseProcesses } from '../../src/evidence/tables/processes.ts';
import { parseSockets } from '../../src/evidence/tables/sockets.ts';
import { connectionsOf } from '../../src/evidence/tcp/connections.ts';
import type { PacketPattern } from '../../src/lab/pieces/packet.ts';
import { bytesOf, ETHERNET, makeFrame, makeIpv4, makePcap, makeTcp } from './capture/frames.ts';
import { fixtureText } from './tools.ts';

const ADDRESSES = {
  vit001: ['192.0.2.1'],
  'vit001.lab.example': ['192.0.2.1'],
  vit002: ['192.0.2.2', '2001:db8::1'],
  'vit002.lab.example': ['192.0.2.2', '2001:db8::1'],
};
const CONTEXT = { addresses: ADDRESSES };

describe('sockets', () => {
  const text = fixtureText('netstat-ptan');
  const lines = (query: SocketQuery) => selectSockets(parseSockets(text), query, CONTEXT).map(({ line }) => line);

  test.each<[SocketQuery, string]>([
    [{}, '.'],
    [{ state: 'LISTEN' }, 'LISTEN'],
    [{ state: 'ESTABLISHED', port: 8990 }, ':8990 .*:.*EST'],
    [{ port: '8990' }, '^tcp +\\d+ +\\d+ \\S+:8990 '],
    [{ peer: '192.0.2.1' }, ' 192.0.2.1:\\d+ +EST'],
    [{ peer: 'vit001' }, ' 192.0.2.1:\\d+ +EST'],
    [{ peer: 'vit001.lab.example', peerPort: 8990 }, ':8990 +EST'],
    [{ peer: 'vit002' }, '2001:db8::1:\\d+ +EST'],
    [{ peer: 'vit009' }, 'no such line'],
    [{ program: 'TCPechod' }, 'TCPechod'],
    [{ program: './TCPechod', state: 'LISTEN' }, 'LISTEN.*TCPechod'],
    [{ program: 'TCPecho' }, 'TCPecho $|TCPecho  '],
    [{ program: 'TCPecho-with-a-long-name' }, 'with'],
    [{ program: 'TCPecho-with' }, 'no such line'],
    [{ program: 'TCP echo' }, 'TCP echo'],
  ])('%j', (query, pattern) => {
    const rows = text.split('\n').map((line, i) => ({ line, number: i + 1 }));
    const expected = rows
      .filter(({ line }) => /^tcp/.test(line) && new RegExp(pattern).test(line))
      .map(({ number }) => number);
    expect(expected.length > 0).toBe(pattern !== 'no such line');
    expect(lines(query)).toEqual(expected);
  });

  test('names that netstat printed, cut or whole, mean the host', () => {
    const named = parseSockets(fixtureText('netstat-pta'));
    const peers = (peer: string) => selectSockets(named, { peer }, CONTEXT).map((socket) => socket.peer.address);
    const expected = named.map((socket) => socket.peer.address).filter((address) => address.startsWith('vit001'));
    expect(expected.length).toBe(6);
    for (const name of ['vit001', 'vit001.lab.example', '192.0.2.1']) expect(peers(name)).toEqual(expected);
    expect(peers('vit002')).toEqual([]);
    expect(selectSockets(named, { port: 'clc-build-daemon' }).length).toBe(4);
  });

  test('ss: IPv4 in IPv6, and names of 15 characters', () => {
    const sockets = parseSockets(fixtureText('ss-tanp'));
    expect(selectSockets(sockets, { peer: '127.0.0.1', port: 8080 }).map(({ local }) => local.address)).toEqual([
      '::ffff:127.0.0.1',
    ]);
    expect(selectSockets(sockets, { program: './TCPecho-with-a-long-name' }).map(({ program }) => program)).toEqual([
      'TCPecho-with-a-',
    ]);
  });
});

test.each<[ProcessQuery, number]>([
  [{ program: 'TCPechod' }, 4],
  [{ program: './TCPechod', state: 'Z' }, 1],
  [{ state: 'Z' }, 1],
  [{ program: 'TCPecho' }, 1],
  [{ program: 'TCPecho-with-a-long-name' }, 1],
  [{ program: 'init' }, 0],
])('processes: %j', (query, count) => {
  expect(selectProcesses(parseProcesses(fixtureText('ps-ax')), query).length).toBe(count);
});

describe('packets', () => {
  const udp = bytesOf(makeIpv4({ protocol: 17, bytes: 9, from: 1, to: 2 }), '0035 1389 0009 0000 41');
  const arp = '0001 0800 06 04 0001 020000000002 c0000202 000000000000 c0000201';
  const { packets } = readPackets(
    makePcap([
      makeFrame(ETHERNET, makeTcp({ flags: 2, seq: 9 })),
      makeFrame(ETHERNET, makeTcp({ flags: 0x12, seq: 99, ack: 10, from: 1, to: 2 })),
      makeFrame(ETHERNET, makeTcp({ flags: 0x10, seq: 10, ack: 100 })),
      makeFrame(ETHERNET, makeTcp({ flags: 0x18, seq: 10, ack: 100, payload: 'asdf from vit002 – ñ\n' })),
      makeFrame(ETHERNET, makeTcp({ flags: 0x11, seq: 30, ack: 100 })),
      makeFrame(ETHERNET, makeTcp({ flags: 0x14, seq: 100, ack: 31, from: 1, to: 2 })),
      makeFrame(ETHERNET, udp),
      makeFrame('020000000001 020000000002 0806', arp),
      makeFrame(ETHERNET, makeIpv4({ protocol: 1, bytes: 8 }), '0800 0000 0001 0001'),
      makeFrame(ETHERNET, makeTcp({ flags: 2, seq: 4, from: 3 })),
    ]),
  );
  const [connection] = connectionsOf(packets);
  if (connection === undefined) throw new Error('no connection');

  test.each<[PacketPattern, number[]]>([
    [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ flags: ['SYN'] }, [1, 2, 10]],
    [{ flags: ['SYN', 'ACK'] }, [2]],
    [{ flags: ['ACK'] }, [3, 4]],
    [{ flags: ['FIN'] }, [5]],
    [{ flags: ['FIN', 'ACK'] }, [5]],
    [{ flags: ['RST'] }, [6]],
    [{ flags: [] }, [3, 4]],
    [{ protocol: 'UDP' }, [7]],
    [{ protocol: 'ARP', from: 'vit002' }, [8]],
    [{ protocol: 'ICMP', to: 'vit001.lab.example' }, [9]],
    [{ protocol: 'TCP', from: '192.0.2.1' }, [2, 6]],
    [{ from: 'vit001' }, [2, 6, 7]],
    [{ port: '8990', from: 'vit002' }, [1, 3, 4, 5]],
    [{ port: '53' }, [7]],
    [{ payload: 'asdf' }, [4]],
    [{ payload: 'vit002 – ñ' }, [4]],
    [{ from: 'client', flags: ['SYN'] }, [1, 10]],
    [{ from: 'server' }, [2, 6]],
    [{ to: 'client', protocol: 'UDP' }, []],
  ])('%j', (pattern, frames) => {
    expect(selectPackets(packets, pattern, CONTEXT).map(({ frame }) => frame)).toEqual(frames);
  });

  test('client and server of one connection', () => {
    const context = { ...CONTEXT, connection };
    const frames = (pattern: PacketPattern) => selectPackets(packets, pattern, context).map(({ frame }) => frame);
    expect([frames({ from: 'client' }), frames({ from: 'server' }), frames({ to: 'client', flags: ['RST'] })]).toEqual([
      [1, 3, 4, 5],
      [2, 6],
      [6],
    ]);
  });

  test('a host may be called "server"; without a connection it is meant', () => {
    const context = { addresses: { server: ['192.0.2.3'] } };
    expect(
      packets.filter((packet) => matchesPacket(packet, { from: 'server' }, context)).map(({ frame }) => frame),
    ).toEqual([10]);
    expect(packets.filter((packet) => matchesPacket(packet, { from: 'client' }, context))).toEqual([]);
  });
});
