import { describe, expect, test } from 'vitest';
import { plainAddress } from '../../../../src/evidence/endpoint.ts';
import type { Socket } from '../../../../src/evidence/readings/sockets/socket.ts';
import { SOCKETS } from '../../../../src/evidence/readings/sockets/sockets.ts';
import { formatEndpoint } from '../../../../src/evidence/tcp/text.ts';
import type { Endpoint } from '../../../../src/evidence/types.ts';
import { fixtureText } from '../../tools.ts';

/** The sockets of a text, one line each; "*" is no port. */
function shown(text: string): string[] {
  const end = (endpoint: Endpoint) =>
    `${formatEndpoint(endpoint)}${(endpoint.port ?? endpoint.service) === undefined ? ':*' : ''}`;
  return SOCKETS.parse(text).map(({ line, protocol, state, receiveQueue, sendQueue, local, peer, pid, program }) =>
    [
      line,
      protocol,
      state ?? '-',
      receiveQueue,
      sendQueue,
      end(local),
      end(peer),
      `${pid ?? '-'}/${program ?? '-'}`,
    ].join(' '),
  );
}

describe('netstat', () => {
  test('-ptan', () => {
    expect(shown(fixtureText('netstat-ptan'))).toEqual([
      '3 tcp LISTEN 0 0 0.0.0.0:8990 0.0.0.0:* 36/./TCPechod',
      '4 tcp LISTEN 0 0 127.0.0.1:9001 0.0.0.0:* 79/python3',
      '5 tcp ESTABLISHED 0 0 192.0.2.1:8990 192.0.2.1:49044 90/./TCPechod',
      '6 tcp ESTABLISHED 77 0 127.0.0.1:9001 127.0.0.1:48882 79/python3',
      '7 tcp ESTABLISHED 0 0 192.0.2.1:8990 192.0.2.1:49032 87/./TCPechod',
      '8 tcp FIN_WAIT2 0 0 127.0.0.1:48872 127.0.0.1:9001 79/python3',
      '9 tcp ESTABLISHED 0 0 127.0.0.1:48882 127.0.0.1:9001 79/python3',
      '10 tcp TIME_WAIT 0 0 127.0.0.1:48896 127.0.0.1:9001 -/-',
      '11 tcp CLOSE_WAIT 1 0 127.0.0.1:9001 127.0.0.1:48872 79/python3',
      '12 tcp ESTABLISHED 0 0 192.0.2.1:8990 192.0.2.1:49034 86/./TCPechod',
      '13 tcp ESTABLISHED 0 0 192.0.2.1:49032 192.0.2.1:8990 84/./TCP echo',
      '14 tcp ESTABLISHED 0 0 192.0.2.1:49034 192.0.2.1:8990 83/./TCPecho-with-a',
      '15 tcp ESTABLISHED 0 0 192.0.2.1:49044 192.0.2.1:8990 82/./TCPecho',
      '16 tcp ESTABLISHED 0 0 127.0.0.1:49746 127.0.0.1:8080 79/python3',
      '17 tcp6 LISTEN 0 0 [::1]:22 :::* 79/python3',
      '18 tcp6 LISTEN 0 0 [fe80::5]:7000 :::* 79/python3',
      '19 tcp6 LISTEN 2 0 [::]:8080 :::* 79/python3',
      '20 tcp6 ESTABLISHED 0 0 [2001:db8::1]:8080 [2001:db8::1]:42086 -/-',
      '21 tcp6 ESTABLISHED 0 0 [2001:db8::1]:42086 [2001:db8::1]:8080 79/python3',
      '22 tcp6 ESTABLISHED 0 0 127.0.0.1:8080 127.0.0.1:49746 -/-',
    ]);
  });

  test('-pta: names in place of addresses and ports, cut to their column', () => {
    expect(shown(fixtureText('netstat-pta'))).toEqual([
      '3 tcp LISTEN 0 0 0.0.0.:clc-build-daemon 0.0.0.0:* 36/./TCPechod',
      '4 tcp LISTEN 0 0 localhost:9001 0.0.0.0:* 79/python3',
      '5 tcp ESTABLISHED 0 0 vit001:clc-build-daemon vit001.lab.exampl:49044 90/./TCPechod',
      '6 tcp ESTABLISHED 77 0 localhost:9001 localhost:48882 79/python3',
      '7 tcp ESTABLISHED 0 0 vit001:clc-build-daemon vit001.lab.exampl:49032 87/./TCPechod',
      '8 tcp FIN_WAIT2 0 0 localhost:48872 localhost:9001 79/python3',
      '9 tcp ESTABLISHED 0 0 localhost:48882 localhost:9001 79/python3',
      '10 tcp TIME_WAIT 0 0 localhost:48896 localhost:9001 -/-',
      '11 tcp CLOSE_WAIT 1 0 localhost:9001 localhost:48872 79/python3',
      '12 tcp ESTABLISHED 0 0 vit001:clc-build-daemon vit001.lab.exampl:49034 86/./TCPechod',
      '13 tcp ESTABLISHED 0 0 vit001.lab.exampl:49032 vit001:clc-build-daemon 84/./TCP echo',
      '14 tcp ESTABLISHED 0 0 vit001.lab.exampl:49034 vit001:clc-build-daemon 83/./TCPecho-with-a',
      '15 tcp ESTABLISHED 0 0 vit001.lab.exampl:49044 vit001:clc-build-daemon 82/./TCPecho',
      '16 tcp ESTABLISHED 0 0 localhost:49746 localhost:http-alt 79/python3',
      '17 tcp6 LISTEN 0 0 [::1]:ssh :::* 79/python3',
      '18 tcp6 LISTEN 0 0 [fe80::5]:bbs :::* 79/python3',
      '19 tcp6 LISTEN 2 0 [::]:http-alt :::* 79/python3',
      '20 tcp6 ESTABLISHED 0 0 six.lab.exampl:http-alt six.lab.example:42086 -/-',
      '21 tcp6 ESTABLISHED 0 0 six.lab.example:42086 six.lab.exampl:http-alt 79/python3',
      '22 tcp6 ESTABLISHED 0 0 127.0.0.1:http-alt 127.0.0.1:49746 -/-',
    ]);
  });

  test('-ptaW: names that are not cut', () => {
    const cut = shown(fixtureText('netstat-pta'));
    const whole = shown(fixtureText('netstat-ptaW'));
    const names = { '0.0.0.:clc': '0.0.0.0:clc', 'vit001:clc': 'vit001.lab.example:clc', 'exampl:': 'example:' };
    expect(whole).toEqual(
      cut.map((line) => Object.entries(names).reduce((text, [from, to]) => text.replaceAll(from, to), line)),
    );
  });

  test('user, inode and timer are passed over', () => {
    expect(SOCKETS.parse(fixtureText('netstat-tpaneo'))).toEqual(SOCKETS.parse(fixtureText('netstat-ptan')));
  });

  test('rows that came through grep, without a header', () => {
    const all = SOCKETS.parse(fixtureText('netstat-ptan'));
    const has8 = ({ local, peer }: Socket) => [local.port, peer.port].some((port) => /^8\d/.test(`${port}`));
    const withoutLines = (sockets: Socket[]) => sockets.map(({ line: _, ...rest }) => rest);
    const grepped = SOCKETS.parse(fixtureText('netstat-grep'));
    expect(withoutLines(grepped)).toEqual(withoutLines(all.filter(has8)));
    expect(grepped.map(({ line }) => line)).toEqual(grepped.map((_, i) => i + 1));
  });

  test('warnings are passed over; a program may have blanks in its name', () => {
    const text = [
      '(No info could be read for "-p": geteuid()=1000 but you should be root.)',
      'Active Internet connections (servers and established)',
      'tcp        0     36 192.0.2.1:22            192.0.2.9:51234         ESTABLISHED 1200/sshd: student    keepalive (7188.34/0/0)',
      'udp        0      0 0.0.0.0:68              0.0.0.0:*                           733/dhclient        ',
      'unix  2      [ ACC ]     STREAM     LISTENING     20480    1/init               /run/x:1',
      'raw        0      0 0.0.0.0:1               0.0.0.0:*               7           5/ping',
    ].join('\n');
    expect(shown(text)).toEqual([
      '3 tcp ESTABLISHED 0 36 192.0.2.1:22 192.0.2.9:51234 1200/sshd: student',
      '4 udp - 0 0 0.0.0.0:68 0.0.0.0:* 733/dhclient',
    ]);
  });
});

describe('ss shows what netstat shows of the same sockets', () => {
  /** What both tools tell: ss has no folders, other names for addresses, and the backlog as a listener's queue. */
  const common = (sockets: Socket[], { owners = true } = {}) =>
    sockets
      .map(({ protocol, state, receiveQueue, sendQueue, local, peer, pid, program }) => {
        const end = ({ address, port }: Endpoint) => `${plainAddress(address === '*' ? '::' : address)} ${port}`;
        const owner = owners ? `${pid} ${program?.replace(/^\.\//, '').slice(0, 12)}` : '';
        return [protocol, state, receiveQueue, state === 'LISTEN' ? 0 : sendQueue, end(local), end(peer), owner].join(
          ' ',
        );
      })
      .sort();
  const netstat = SOCKETS.parse(fixtureText('netstat-tupan'));
  const tcp = netstat.filter(({ protocol }) => protocol.startsWith('tcp'));

  test('-tanp', () => expect(common(SOCKETS.parse(fixtureText('ss-tanp')))).toEqual(common(tcp)));
  test('-tan', () =>
    expect(common(SOCKETS.parse(fixtureText('ss-tan')), { owners: false })).toEqual(common(tcp, { owners: false })));
  test('-tuanp', () => expect(common(SOCKETS.parse(fixtureText('ss-tuanp')))).toEqual(common(netstat)));
  test('-uan: UDP, although no column says so', () => {
    const udp = netstat.filter(({ protocol }) => protocol.startsWith('udp'));
    expect(common(SOCKETS.parse(fixtureText('ss-uan')), { owners: false })).toEqual(common(udp, { owners: false }));
  });
  test('-tni: the lines about each connection are passed over', () => {
    const active = tcp.filter(({ state }) => state !== 'LISTEN' && state !== 'TIME_WAIT');
    expect(common(SOCKETS.parse(fixtureText('ss-tni')), { owners: false })).toEqual(common(active, { owners: false }));
  });
  test('-tn state established: no column for the state', () => {
    const established = tcp.filter(({ state }) => state === 'ESTABLISHED').map(({ state: _, ...rest }) => rest);
    expect(common(SOCKETS.parse(fixtureText('ss-state')), { owners: false })).toEqual(
      common(established, { owners: false }),
    );
  });
});

test('ss -tapr: names of hosts and services', () => {
  expect(shown(fixtureText('ss-tapr')).slice(0, 4)).toEqual([
    '2 tcp LISTEN 0 5 0.0.0.0:clc-build-daemon 0.0.0.0:* 36/TCPechod',
    '3 tcp LISTEN 0 5 localhost:9001 0.0.0.0:* 79/python3',
    '4 tcp ESTABLISHED 0 0 vit001.lab.example:clc-build-daemon vit001.lab.example:49044 90/TCPechod',
    '5 tcp ESTABLISHED 77 0 localhost:9001 localhost:48882 79/python3',
  ]);
});

test.each([
  ['SYN-SENT', 'SYN_SENT'],
  ['SYN-RECV', 'SYN_RECV'],
  ['FIN-WAIT-1', 'FIN_WAIT1'],
  ['CLOSE-WAIT', 'CLOSE_WAIT'],
  ['LAST-ACK', 'LAST_ACK'],
  ['CLOSING', 'CLOSING'],
])('%s of ss is %s of netstat', (spelled, state) => {
  expect(
    SOCKETS.parse(`${spelled} 0 1 192.0.2.1:80 192.0.2.2:4000 users:(("a b",pid=7,fd=3),("c",pid=8,fd=3))`),
  ).toEqual([
    {
      line: 1,
      protocol: 'tcp',
      state,
      receiveQueue: 0,
      sendQueue: 1,
      local: { address: '192.0.2.1', port: 80 },
      peer: { address: '192.0.2.2', port: 4000 },
      pid: 7,
      program: 'a b',
    },
  ]);
});

type Asked = Parameters<typeof SOCKETS.select>[1];

const NAMES = {
  addresses: {
    vit001: ['192.0.2.1'],
    'vit001.lab.example': ['192.0.2.1'],
    vit002: ['192.0.2.2', '2001:db8::1'],
    'vit002.lab.example': ['192.0.2.2', '2001:db8::1'],
  },
};

describe('those that are asked for', () => {
  const text = fixtureText('netstat-ptan');
  const lines = (query: Asked) => SOCKETS.select(SOCKETS.parse(text), query, NAMES).map(({ line }) => line);

  test.each<[Asked, string]>([
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
    const named = SOCKETS.parse(fixtureText('netstat-pta'));
    const peers = (peer: string) => SOCKETS.select(named, { peer }, NAMES).map((socket) => socket.peer.address);
    const expected = named.map((socket) => socket.peer.address).filter((address) => address.startsWith('vit001'));
    expect(expected.length).toBe(6);
    for (const name of ['vit001', 'vit001.lab.example', '192.0.2.1']) expect(peers(name)).toEqual(expected);
    expect(peers('vit002')).toEqual([]);
    expect(SOCKETS.select(named, { port: 'clc-build-daemon' }).length).toBe(4);
  });

  test('ss: IPv4 in IPv6, and names of 15 characters', () => {
    const sockets = SOCKETS.parse(fixtureText('ss-tanp'));
    expect(SOCKETS.select(sockets, { peer: '127.0.0.1', port: 8080 }).map(({ local }) => local.address)).toEqual([
      '::ffff:127.0.0.1',
    ]);
    expect(SOCKETS.select(sockets, { program: './TCPecho-with-a-long-name' }).map(({ program }) => program)).toEqual([
      'TCPecho-with-a-',
    ]);
  });
});
