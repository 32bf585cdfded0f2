import { describe, expect, test } from 'vitest';
import { readPackets } from '../../src/evidence/capture/packets.ts';
import { matchesPacket, selectPackets } from '../../src/evidence/select.ts';
import { connectionsOf } from '../../src/evidence/tcp/connections.ts';
import type { PacketPattern } from '../../src/lab/pieces/packet.ts';
import { bytesOf, ETHERNET, makeFrame, makeIpv4, makePcap, makeTcp } from './capture/frames.ts';

const ADDRESSES = {
  vit001: ['192.0.2.1'],
  'vit001.lab.example': ['192.0.2.1'],
  vit002: ['192.0.2.2', '2001:db8::1'],
  'vit002.lab.example': ['192.0.2.2', '2001:db8::1'],
};
const CONTEXT = { addresses: ADDRESSES };

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
