import { describe, expect, it } from 'vitest';
import type { SocketExpectation } from '../../../src/lab/claims/sockets.ts';
import { atLeast, check, exactly, moment, verdict } from '../seen.ts';

const NETSTAT = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:8990            0.0.0.0:*               LISTEN      12/./TCPechod
tcp        0      0 192.0.2.1:8990          192.0.2.2:36030         ESTABLISHED 14/./TCPechod
tcp        0      0 192.0.2.1:8990          192.0.2.3:38466         ESTABLISHED 17/./TCPechod
`;

const claim = (...sockets: SocketExpectation[]) => ({ kind: 'sockets' as const, moment: 'netstat', sockets });

const LISTENS: SocketExpectation = { state: 'LISTEN', count: exactly(1) };
const ESTABLISHED: SocketExpectation = { state: 'ESTABLISHED', count: exactly(2) };

describe('sockets', () => {
  it('holds when all counts are as expected', () => {
    expect(check(claim(ESTABLISHED, LISTENS), [moment('netstat', NETSTAT)])).toEqual(
      verdict('held', '2 sockets are ESTABLISHED (expected 2) and 1 is LISTEN (expected 1)', [
        { evidence: 'netstat', lines: [3, 4, 5] },
      ]),
    );
  });

  it('expands references, and names all that was asked for', () => {
    const one: SocketExpectation = { state: 'ESTABLISHED', port: `\${port}`, peer: 'vit002', count: exactly(1) };
    const other: SocketExpectation = { program: 'TCPechod', peer: 'vit003', peerPort: '38466', count: atLeast(1) };
    expect(check(claim(one, other), [moment('netstat', NETSTAT)])).toEqual(
      verdict(
        'held',
        '1 socket on port 8990 to vit002 is ESTABLISHED (expected 1) and 1 of TCPechod to vit003 port 38466 exists (expected at least 1)',
        [{ evidence: 'netstat', lines: [4, 5] }],
      ),
    );
  });

  it('fails when there are too many or too few', () => {
    const none: SocketExpectation = { state: 'ESTABLISHED', count: exactly(0) };
    const waiting: SocketExpectation = { state: 'TIME_WAIT', count: { atLeast: 1, atMost: 3 } };
    expect(check(claim(none, waiting), [moment('netstat', NETSTAT)])).toEqual(
      verdict('failed', '2 sockets are ESTABLISHED (expected 0) and 0 are TIME_WAIT (expected 1 to 3)', [
        { evidence: 'netstat', lines: [4, 5] },
      ]),
    );
  });

  it('finds none in an empty output', () => {
    const none: SocketExpectation = { state: 'ESTABLISHED', count: exactly(0) };
    expect(check(claim(none), [moment('netstat', '', { exit: { status: 1 } })])).toEqual(
      verdict('held', '0 sockets are ESTABLISHED (expected 0)', [{ evidence: 'netstat' }]),
    );
  });

  it('is not testable without the tool, though no socket was seen', () => {
    const seen = moment('netstat', 'bash: line 1: netstat: command not found\n', { exit: { status: 1 } });
    expect(check(claim({ state: 'ESTABLISHED', count: exactly(0) }), [seen])).toEqual(
      verdict('not-testable', 'the command of moment netstat needs netstat, which was not found', [
        { evidence: 'netstat' },
      ]),
    );
  });

  it('is not testable where ports are shown by name', () => {
    const seen = moment('netstat', NETSTAT.replaceAll(':8990 ', ':clc-build-daemon '));
    expect(check(claim({ port: '8990', state: 'ESTABLISHED', count: exactly(0) }), [seen])).toEqual(
      verdict(
        'not-testable',
        '0 sockets on port 8990 are ESTABLISHED (expected 0), but ports are shown by name here (netstat and ss show numbers with -n)',
        [{ evidence: 'netstat' }],
      ),
    );
  });

  it('is not testable where no program is shown', () => {
    const seen = moment('netstat', NETSTAT.replaceAll(/\d+\/\.\/TCPechod/g, '-'));
    expect(check(claim({ program: 'TCPechod', state: 'LISTEN', count: exactly(0) }), [seen])).toEqual(
      verdict(
        'not-testable',
        '0 sockets of TCPechod are LISTEN (expected 0), but no program is shown here (netstat and ss show it with -p)',
        [{ evidence: 'netstat' }],
      ),
    );
  });

  it('fails for a socket of the host itself where others may be seen, and is not testable for those of others', () => {
    const output = NETSTAT.replaceAll('192.0.2.', '127.0.1.');
    const seen = [moment('netstat', output)];
    const loopback = { driver: 'loopback' } as const;
    expect([
      check(claim({ state: 'ESTABLISHED', count: exactly(0) }), seen, loopback),
      check(claim({ state: 'LISTEN', count: exactly(0) }), seen, loopback),
    ]).toEqual([
      verdict('failed', '2 sockets are ESTABLISHED (expected 0)', [{ evidence: 'netstat', lines: [4, 5] }]),
      verdict(
        'not-testable',
        '1 socket is LISTEN (expected 0), but under the loopback driver these may be of other hosts or programs of this machine',
        [{ evidence: 'netstat', lines: [3] }],
      ),
    ]);
  });

  it('is not testable for a host whose programs may have connected from another address', () => {
    const output = NETSTAT.replaceAll('192.0.2.1', '127.0.1.1').replaceAll('192.0.2.', '127.0.0.');
    const expectation: SocketExpectation = { state: 'ESTABLISHED', peer: 'vit002', count: exactly(1) };
    expect(check(claim(expectation), [moment('netstat', output)], { driver: 'loopback' })).toEqual(
      verdict(
        'not-testable',
        '0 sockets to vit002 are ESTABLISHED (expected 1), but under the loopback driver not every address tells its host',
        [{ evidence: 'netstat' }],
      ),
    );
  });
});
