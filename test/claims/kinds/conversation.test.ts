import { describe, expect, it } from 'vitest';
import type { ConversationClaim } from '../../../src/lab/claims/conversation.ts';
import type { PacketPattern } from '../../../src/lab/pieces/packet.ts';
import { said } from '../../said.ts';
import { CLOSING, capture, check, connection, HANDSHAKE, terminal, verdict } from '../seen.ts';

const FIN_ANSWERED: PacketPattern[] = [
  { from: 'client', flags: ['FIN'] },
  { from: 'server', flags: ['FIN', 'ACK'] },
  { from: 'client', flags: ['ACK'] },
];
const claim = (connections: ConversationClaim['connections'], of?: string) => ({
  kind: 'conversation' as const,
  capture: 'wire',
  connections,
  sequence: FIN_ANSWERED,
  ...(of !== undefined && { of }),
});

/** The server acknowledges before it sends its own FIN: other packets may lie between. */
const ANSWERED = connection([
  ...HANDSHAKE,
  ['client', 'FIN ACK'],
  ['server', 'ACK'],
  ['server', 'FIN ACK'],
  ['client', 'ACK'],
]);
const ALSO_ANSWERED = connection([...HANDSHAKE, ...CLOSING], { client: '192.0.2.3:38466', atMs: 2000 });
const UNANSWERED = connection(
  [
    ['server', 'FIN ACK'],
    ['client', 'FIN ACK'],
    ['server', 'ACK'],
  ],
  { client: '192.0.2.3:38467', atMs: 3000 },
);
const OPEN = connection(HANDSHAKE, { client: '192.0.2.2:36031', atMs: 4000 });

describe('a conversation of every connection', () => {
  it('holds when each shows the sequence, with others between', () => {
    expect([
      check(claim('every'), [capture('wire', ANSWERED)]),
      check(claim('every'), [capture('wire', [...ANSWERED, ...ALSO_ANSWERED])]),
    ]).toEqual([
      verdict('held', 'connection 1 (vit002.36030 to vit001.8990) shows the sequence', [
        { evidence: 'wire', frames: [4, 6, 7] },
      ]),
      verdict('held', 'both connections show the sequence', [{ evidence: 'wire', frames: [4, 6, 7, 11, 12, 13] }]),
    ]);
  });

  it('fails when one lacks a packet, or shows it in another order', () => {
    expect([
      check(claim('every'), [capture('wire', [...ANSWERED, ...UNANSWERED])]),
      check(claim('every'), [capture('wire', [...UNANSWERED, ...OPEN, ...ANSWERED])]),
      check(claim('every'), [capture('wire', [...OPEN, ...OPEN, ...UNANSWERED, ...ANSWERED])]),
    ]).toEqual([
      verdict('failed', 'connection 2 (vit003.38467 to vit001.8990) shows no FIN ACK from the server after frame 9', [
        { evidence: 'wire', frames: [9] },
      ]),
      verdict(
        'failed',
        'connection 1 (vit003.38467 to vit001.8990) shows no FIN ACK from the server after frame 2; 1 other connection does not show the sequence either',
        [{ evidence: 'wire', frames: [2] }],
      ),
      verdict(
        'failed',
        'connection 1 (vit002.36031 to vit001.8990) shows no FIN from the client; 1 other connection does not show the sequence either',
        [{ evidence: 'wire', frames: [8] }],
      ),
    ]);
  });

  it('fails when there is none', () => {
    expect(check(claim('every'), [capture('wire', [])])).toEqual(
      verdict('failed', 'the capture holds no connection', [{ evidence: 'wire' }]),
    );
  });

  it('looks at the connection of one terminal alone', () => {
    const wire = capture('wire', [...UNANSWERED, ...ANSWERED]);
    const client2 = terminal('client2', [], { host: 'vit002' });
    const early = terminal('early', [], { host: 'vit002', endedMs: 500 });
    expect([check(claim('every', 'client2'), [wire, client2]), check(claim('every', 'early'), [wire, early])]).toEqual([
      verdict('held', 'connection 2 (vit002.36030 to vit001.8990) shows the sequence', [
        { evidence: 'wire', frames: [7, 9, 10] },
      ]),
      verdict('failed', 'the capture holds no connection of terminal early', [{ evidence: 'wire' }]),
    ]);
  });
});

describe('a conversation of some connections', () => {
  const wire = capture('wire', [...ANSWERED, ...ALSO_ANSWERED, ...UNANSWERED]);

  it('holds when enough show the sequence', () => {
    const frames = [4, 6, 7, 11, 12, 13];
    expect([check(claim('some'), [wire]), check(claim(2), [wire]), check(claim(0), [capture('wire', [])])]).toEqual([
      verdict('held', 'of 3 connections, 2 show the sequence (expected at least 1)', [{ evidence: 'wire', frames }]),
      verdict('held', 'of 3 connections, 2 show the sequence (expected 2)', [{ evidence: 'wire', frames }]),
      verdict('held', 'the capture holds no connection', [{ evidence: 'wire' }]),
    ]);
  });

  it('fails when too many or too few do', () => {
    expect([check(claim(1), [wire]), check(claim('some'), [capture('wire', UNANSWERED)])]).toEqual([
      verdict('failed', 'of 3 connections, 2 show the sequence (expected 1)', [
        { evidence: 'wire', frames: [4, 6, 7, 11, 12, 13] },
      ]),
      verdict(
        'failed',
        'of 1 connection, 0 show the sequence (expected at least 1): connection 1 (vit003.38467 to vit001.8990) shows no FIN ACK from the server after frame 2',
        [{ evidence: 'wire', frames: [2] }],
      ),
    ]);
  });
});

describe('a conversation in a capture that lacks packets', () => {
  const dropped = { packets: { captured: 7, received: 8, dropped: 1 } };

  it('holds when the sequence was seen', () => {
    expect(check(claim('every'), [capture('wire', ANSWERED, dropped)])).toEqual(
      verdict('held', 'connection 1 (vit002.36030 to vit001.8990) shows the sequence', [
        { evidence: 'wire', frames: [4, 6, 7] },
      ]),
    );
  });

  it('is not testable when it was not', () => {
    expect([
      check(claim('every'), [capture('wire', OPEN, dropped)]),
      check(claim('some'), [capture('wire', [], { complete: false })]),
      check(claim(1), [capture('wire', ANSWERED, dropped)]),
    ]).toEqual([
      verdict(
        'not-testable',
        'connection 1 (vit002.36031 to vit001.8990) shows no FIN from the client, but the kernel dropped 1 packet of capture wire',
        [{ evidence: 'wire' }],
      ),
      verdict(
        'not-testable',
        'the capture holds no connection, but capture wire was stopped before it was known to be complete',
        [{ evidence: 'wire' }],
      ),
      verdict(
        'not-testable',
        'of 1 connection, 1 shows the sequence (expected 1), but the kernel dropped 1 packet of capture wire',
        [{ evidence: 'wire', frames: [4, 6, 7] }],
      ),
    ]);
  });
});

describe('a conversation in a capture that was open when the run stopped', () => {
  const closing = { kind: 'sockets', host: 'vit001', state: 'CLOSE_WAIT', count: 0 } as const;
  const circumstances = {
    steps: [{ verb: 'wait' as const, for: closing, line: 33, limitMs: 2000 }],
    failure: { step: 0, expected: said('0 CLOSE_WAIT sockets on vit001'), seen: said('there was 1 after 2 s') },
  };
  const stopped = 'but the run stopped at step 1 (line 33 of lab.yaml), before capture wire was over';
  const ENDED = connection([...HANDSHAKE, ['client', 'FIN ACK'], ['server', 'ACK']]);

  it('fails for an answer that the server owed for as long as the run waited', () => {
    expect(check(claim('every'), [capture('wire', [...OPEN, ...ENDED])], circumstances)).toEqual(
      verdict('failed', 'connection 2 (vit002.36030 to vit001.8990) shows no FIN ACK from the server after frame 7', [
        { evidence: 'wire', frames: [7] },
      ]),
    );
  });

  it('is not testable when the answer had less time, or may have been lost', () => {
    const lack = 'connection 1 (vit002.36030 to vit001.8990) shows no FIN ACK from the server after frame 4';
    const cites = [{ evidence: 'wire', frames: [4] }];
    const early = capture('wire', ENDED, { endedMs: 3000 });
    const dropped = capture('wire', ENDED, { packets: { captured: 5, received: 6, dropped: 1 } });
    expect([check(claim('every'), [early], circumstances), check(claim('every'), [dropped], circumstances)]).toEqual([
      verdict('not-testable', `${lack}, ${stopped}`, cites),
      verdict('not-testable', `${lack}, ${stopped}`, cites),
    ]);
  });

  it('is not testable when the client has not begun or not gone on', () => {
    const half = connection([...HANDSHAKE, ...CLOSING.slice(0, 2)]);
    expect([
      check(claim('every'), [capture('wire', OPEN)], circumstances),
      check(claim('every'), [capture('wire', half)], circumstances),
    ]).toEqual([
      verdict('not-testable', `connection 1 (vit002.36031 to vit001.8990) shows no FIN from the client, ${stopped}`, [
        { evidence: 'wire' },
      ]),
      verdict(
        'not-testable',
        `connection 1 (vit002.36030 to vit001.8990) shows no ACK from the client after frame 5, ${stopped}`,
        [{ evidence: 'wire', frames: [4, 5] }],
      ),
    ]);
  });
});
