import { describe, expect, it } from 'vitest';
import type { PacketsClaim } from '../../../src/lab/claims/packets.ts';
import { makePcap } from '../../report/pcap.ts';
import { atLeast, CLOSING, capture, check, connection, exactly, HANDSHAKE, terminal, verdict } from '../seen.ts';

const SESSION = connection([...HANDSHAKE, ['client', 'PSH ACK', 'asdf'], ['server', 'PSH ACK', 'asdf'], ...CLOSING]);
const OTHER = connection([...HANDSHAKE, ['client', 'RST']], { client: '192.0.2.3:38466', atMs: 2000 });

const claim = (packets: PacketsClaim['packets'], of?: string) => ({
  kind: 'packets' as const,
  capture: 'wire',
  packets,
  ...(of !== undefined && { of }),
});
const NO_RESET: PacketsClaim['packets'] = [{ flags: ['RST'], count: exactly(0) }];

describe('packets', () => {
  it('holds when all counts are as expected', () => {
    const packets: PacketsClaim['packets'] = [
      { flags: ['FIN', 'ACK'], from: 'server', count: exactly(1) },
      { payload: 'asdf', to: 'vit001', port: `\${port}`, count: atLeast(1) },
    ];
    expect(check(claim(packets), [capture('wire', SESSION)])).toEqual(
      verdict(
        'held',
        'the capture holds 1 FIN ACK segment from the server (expected 1) and 1 packet to vit001 on port 8990 with "asdf" (expected at least 1)',
        [{ evidence: 'wire', frames: [4, 7] }],
      ),
    );
  });

  it('holds for what never came', () => {
    expect(check(claim(NO_RESET), [capture('wire', SESSION)])).toEqual(
      verdict('held', 'the capture holds 0 RST segments (expected 0)', [{ evidence: 'wire' }]),
    );
  });

  it('fails for a packet that must not be there', () => {
    expect(check(claim(NO_RESET), [capture('wire', [...SESSION, ...OTHER])])).toEqual(
      verdict('failed', 'the capture holds 1 RST segment (expected 0)', [{ evidence: 'wire', frames: [12] }]),
    );
  });

  it('looks at the connection of one terminal alone', () => {
    const seen = [capture('wire', [...SESSION, ...OTHER]), terminal('client2', [], { host: 'vit002' })];
    expect(check(claim(NO_RESET, 'client2'), seen)).toEqual(
      verdict('held', 'connection 1 (vit002.36030 to vit001.8990) holds 0 RST segments (expected 0)', [
        { evidence: 'wire' },
      ]),
    );
  });

  it('fails for a terminal without a connection', () => {
    const seen = [capture('wire', SESSION), terminal('client3', [], { host: 'vit003' })];
    expect(check(claim(NO_RESET, 'client3'), seen)).toEqual(
      verdict('failed', 'the capture holds no connection of terminal client3', [{ evidence: 'wire' }]),
    );
  });
});

describe('packets of a capture that lacks some', () => {
  const dropped = capture('wire', [...SESSION, ...OTHER], { packets: { captured: 12, received: 15, dropped: 3 } });
  const open = capture('wire', SESSION, { complete: false });

  it('can tell neither that something never came nor how often', () => {
    const never = [{ flags: ['URG' as const], count: exactly(0) }];
    const few = [{ flags: ['FIN' as const, 'ACK' as const], count: exactly(3) }];
    expect([check(claim(never), [dropped]), check(claim(few), [open])]).toEqual([
      verdict(
        'not-testable',
        'the capture holds 0 URG segments (expected 0), but the kernel dropped 3 packets of capture wire',
        [{ evidence: 'wire' }],
      ),
      verdict(
        'not-testable',
        'the capture holds 2 FIN ACK segments (expected 3), but capture wire was stopped before it was known to be complete',
        [{ evidence: 'wire', frames: [6, 7] }],
      ),
    ]);
  });

  it('shows what it shows', () => {
    const some = [{ flags: ['FIN' as const, 'ACK' as const], count: atLeast(2) }];
    expect([check(claim(some), [open]), check(claim(NO_RESET), [dropped])]).toEqual([
      verdict('held', 'the capture holds 2 FIN ACK segments (expected at least 2)', [
        { evidence: 'wire', frames: [6, 7] },
      ]),
      verdict('failed', 'the capture holds 1 RST segment (expected 0)', [{ evidence: 'wire', frames: [12] }]),
    ]);
  });

  it('can tell nothing of a terminal whose connection it lacks', () => {
    expect(check(claim(NO_RESET, 'client3'), [open, terminal('client3', [], { host: 'vit003' })])).toEqual(
      verdict(
        'not-testable',
        'the capture holds no connection of terminal client3, but capture wire was stopped before it was known to be complete',
        [{ evidence: 'wire' }],
      ),
    );
  });

  it('can tell nothing of payloads that it cut', () => {
    const pcap = cutLastFrame(makePcap(SESSION.slice(0, 4)), 2);
    const never = [{ payload: 'secret', count: exactly(0) }];
    expect([check(claim(never), [capture('wire', pcap)]), check(claim(NO_RESET), [capture('wire', pcap)])]).toEqual([
      verdict(
        'not-testable',
        'the capture holds 0 packets with "secret" (expected 0), but frame 4 of capture wire was captured only in part',
        [{ evidence: 'wire' }],
      ),
      verdict('held', 'the capture holds 0 RST segments (expected 0)', [{ evidence: 'wire' }]),
    ]);
  });

  it('can tell nothing when its file is broken', () => {
    const pcap = makePcap(SESSION);
    expect(check(claim(NO_RESET), [capture('wire', pcap.subarray(0, pcap.length - 10))])).toEqual(
      verdict(
        'not-testable',
        'the packets of capture wire could not be read to the end: the file ends inside frame 8, after 60 of its 70 bytes',
        [{ evidence: 'wire' }],
      ),
    );
  });

  it('can tell nothing of hosts whose programs may have connected from another address', () => {
    const session = connection(HANDSHAKE, { client: '127.0.0.1:36030', server: '127.0.1.1:8990' });
    const from = [{ from: 'vit002', count: atLeast(1) }];
    expect(check(claim(from), [capture('wire', session)], { driver: 'loopback' })).toEqual(
      verdict(
        'not-testable',
        'the capture holds 0 packets from vit002 (expected at least 1), but frame 1 of capture wire tells no host, as can be under the loopback driver',
        [{ evidence: 'wire' }],
      ),
    );
  });
});

/** As if the capture had kept so many bytes less of the last frame, a segment with 4 bytes of payload. */
function cutLastFrame(pcap: Uint8Array, bytes: number): Uint8Array {
  const file = Buffer.from(pcap.subarray(0, pcap.length - bytes));
  const frameBytes = 14 + 20 + 20 + 4;
  file.writeUInt32LE(frameBytes - bytes, pcap.length - frameBytes - 8);
  return file;
}
