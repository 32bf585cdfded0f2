import { describe, expect, it } from 'vitest';
import { connection, HANDSHAKE, moment, type Seen, terminal } from '../seen.ts';
import { CLIENT, cross, netstat, OPENED, SERVER, type Watched, watched } from './run.ts';

const ROW = { evidence: 'look', lines: [2] };
const SUBJECT = '192.0.2.1:8990 with 192.0.2.2:36030, ESTABLISHED at look';

function handshake(wires: readonly Watched[], seen: readonly Seen[] = [SERVER, CLIENT, netstat('ESTABLISHED')]) {
  return cross('handshake', seen, { wires });
}

function untestable(reason: string, subject = SUBJECT) {
  return [{ check: 'handshake', status: 'not-testable', subject, reason, cites: [ROW] }];
}

describe('a connection that a moment shows', () => {
  it('agrees with the capture that has its handshake', () => {
    expect(handshake([watched(OPENED)])).toEqual([
      {
        check: 'handshake',
        status: 'agrees',
        subject: SUBJECT,
        reason: 'its handshake is in capture wire',
        cites: [ROW, { evidence: 'wire', frames: [1, 2, 3] }],
      },
    ]);
  });

  it('agrees where netstat prints names', () => {
    const seen = netstat('ESTABLISHED', { local: 'vit001.lab.example:8990', peer: 'vit002.lab.exa:36030' });
    expect(handshake([watched(OPENED)], [SERVER, CLIENT, seen])).toMatchObject([{ status: 'agrees' }]);
  });

  it.each([
    ['another port', '192.0.2.2:36031'],
    ['another host', '192.0.2.3:36030'],
  ])('disagrees when it has %s than any in the capture that ran then', (_, peer) => {
    const client3 = terminal('client3', [[1100, 'hello\n']], { host: 'vit003', beganMs: 900, endedMs: 7000 });
    expect(handshake([watched(OPENED)], [SERVER, CLIENT, client3, netstat('ESTABLISHED', { peer })])).toEqual([
      {
        check: 'handshake',
        status: 'disagrees',
        subject: `192.0.2.1:8990 with ${peer}, ESTABLISHED at look`,
        reason: 'capture wire, which ran on vit001 at that time, does not have its handshake',
        cites: [ROW, { evidence: 'wire' }],
      },
    ]);
  });

  it('disagrees when only a part of its handshake is there', () => {
    expect(handshake([watched(OPENED.slice(1))])).toMatchObject([{ status: 'disagrees' }]);
  });

  it('disagrees when its handshake came after the moment', () => {
    expect(handshake([watched(connection(HANDSHAKE, { atMs: 2040 }))])).toMatchObject([{ status: 'disagrees' }]);
  });

  it('is not looked for when nothing is established yet, or nobody is connected', () => {
    expect(handshake([watched([])], [SERVER, netstat('SYN_RECV')])).toEqual([]);
    expect(handshake([watched([])], [SERVER, netstat('LISTEN', { peer: '0.0.0.0:*' })])).toEqual([]);
  });
});

describe('a connection that no capture can have', () => {
  it('was opened before the capture began', () => {
    const port = terminal('client', [[1100, 'from port 36030\n']], { host: 'vit002', beganMs: 900, endedMs: 7000 });
    const wire = watched([], { fromMs: 1500 });
    expect(handshake([wire], [SERVER, port, netstat('ESTABLISHED')])).toEqual(
      untestable('it was opened before capture wire began'),
    );
  });

  it('may have been opened before the capture began', () => {
    expect(handshake([watched([], { fromMs: 1500 })])).toEqual(
      untestable('it may have been opened before capture wire began'),
    );
  });

  it('is in the capture, but not from its beginning', () => {
    const rest = connection([['client', 'PSH ACK', 'hello']], { atMs: 1600 });
    expect(handshake([watched(rest, { fromMs: 1500 })])).toEqual([
      {
        check: 'handshake',
        status: 'not-testable',
        subject: SUBJECT,
        reason: 'it was opened before capture wire began',
        cites: [ROW, { evidence: 'wire', frames: [1] }],
      },
    ]);
  });

  it('has a port that was another host’s before', () => {
    const before = terminal('before', [[700, 'from 192.0.2.3 port 36030\n']], { beganMs: 300, endedMs: 1500 });
    const server = terminal('server', [[1800, 'from port 36030\n']], { beganMs: 1600, endedMs: 8500 });
    const client = terminal('client', [[1800, 'from port 36030\n']], { host: 'vit002', beganMs: 1700, endedMs: 7000 });
    const wire = watched(connection(HANDSHAKE, { atMs: 600, client: '192.0.2.3:36030' }), { untilMs: 1400 });
    expect(handshake([wire], [before, server, client, netstat('ESTABLISHED')])).toEqual(
      untestable('no capture ran on its hosts when it was opened'),
    );
    expect(handshake([watched([])], [before, server, client, netstat('ESTABLISHED')])).toMatchObject([
      { status: 'disagrees' },
    ]);
  });

  it('may have been opened before, where a program that came later shows its port, too', () => {
    const server = terminal('server', [[1000, 'from port 36030\n']], { beganMs: 300, endedMs: 8500 });
    const client = terminal('client', [[1100, 'hello\n']], { host: 'vit002', beganMs: 900, endedMs: 7000 });
    const viewer = terminal('viewer', [[1700, ':36030\n']], { host: 'vit002', beganMs: 1600, endedMs: 7000 });
    const wire = watched([], { fromMs: 1200 });
    expect(handshake([wire], [server, client, viewer, netstat('ESTABLISHED')])).toEqual(
      untestable('it may have been opened before capture wire began'),
    );
  });

  it('came when none ran', () => {
    expect(handshake([])).toEqual(untestable('the run has no capture'));
    expect(handshake([watched([], { fromMs: 3000 })])).toEqual(
      untestable('no capture ran on its hosts when it was opened'),
    );
    expect(handshake([watched([], { fromMs: 300, untilMs: 700 })])).toEqual(
      untestable('no capture ran on its hosts when it was opened'),
    );
  });

  it('was captured on other hosts or interfaces only', () => {
    const facts = { host: 'vit003' };
    expect(handshake([watched([], { facts })])).toEqual(untestable('captures ran on vit003 only'));
    expect(handshake([watched([], { step: { network: 'dmz' } })])).toEqual(
      untestable('capture wire is on another interface of vit001'),
    );
  });

  it.each([
    ['port 80', 'the filter of capture wire leaves it out (port 80)'],
    ['port 8990 and host vit003', 'the filter of capture wire leaves it out (port 8990 and host vit003)'],
    ['tcp[13] & 4 != 0', 'the filter of capture wire may leave it out (tcp[13] & 4 != 0)'],
    ['port $' + '{nothing}', 'it is not known what capture wire leaves out'],
  ])('does not pass the filter %s', (filter, reason) => {
    expect(handshake([watched([], { step: { filter } })])).toEqual(untestable(reason));
  });

  it('may be kept out by options', () => {
    expect(handshake([watched([], { step: { options: '-n -c 3' } })])).toEqual(
      untestable('the options of capture wire may leave it out'),
    );
    expect(handshake([watched([], { step: { options: '-n -S' } })])).toMatchObject([{ status: 'disagrees' }]);
  });

  it('may have been dropped', () => {
    const packets = { captured: 3, received: 9, dropped: 2 };
    expect(handshake([watched([], { facts: { packets } })])).toEqual(
      untestable('the kernel dropped 2 packets of capture wire'),
    );
  });

  it('is not of the lab, under the loopback driver', () => {
    const seen = moment('look', 'tcp 0 0 127.0.0.1:631 127.0.0.1:40000 ESTABLISHED -\n');
    expect(cross('handshake', [seen], { wires: [watched([])], driver: 'loopback' })).toEqual([]);
  });
});
