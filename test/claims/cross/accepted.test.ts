import { describe, expect, it } from 'vitest';
import { terminal } from '../seen.ts';
import { CLIENT, cross, OPENED, type Watched, watched } from './run.ts';

function server(line: string, command = './TCPechod 8990') {
  return terminal(
    'server',
    [
      [400, 'Waiting\n'],
      [1200, `${line}\n`],
    ],
    { command, beganMs: 300, endedMs: 8500, pid: 12 },
  );
}

function accepted(line: string, wires: readonly Watched[] = [watched(OPENED)]) {
  return cross('accepted', [server(line), CLIENT], { wires });
}

describe('a connection that a server reports', () => {
  it.each([
    ['Incoming connection from 192.0.2.2 remote port 36030', '192.0.2.2 remote port 36030'],
    ['accepted 192.0.2.2:36030', '192.0.2.2:36030'],
    ["Connected by ('192.0.2.2', 36030)", "192.0.2.2', 36030"],
    ['connect to [192.0.2.1] from vit002.lab.example [192.0.2.2] 36030', '192.0.2.2] 36030'],
    ['new client ::ffff:192.0.2.2:36030', '192.0.2.2:36030'],
    ['vit002.lab.example, port 36030 is here', 'vit002.lab.example, port 36030'],
    ['vit002#36030: hello', 'vit002#36030'],
  ])('is found in the capture: %s', (line, text) => {
    expect(accepted(line)).toEqual([
      {
        check: 'accepted',
        status: 'agrees',
        subject: `${text}, reported by server`,
        reason: 'capture wire has the same address and port',
        cites: [
          { evidence: 'server', lines: [2] },
          { evidence: 'wire', frames: [1, 2, 3] },
        ],
      },
    ]);
  });

  it.each([
    ['another port', 'Incoming connection from 192.0.2.2 remote port 36031'],
    ['another host', 'Incoming connection from 192.0.2.3 remote port 36030'],
  ])('disagrees when the capture that ran then has %s', (_, line) => {
    expect(accepted(line)).toEqual([
      {
        check: 'accepted',
        status: 'disagrees',
        subject: `${line.slice(25)}, reported by server`,
        reason: 'capture wire, which ran on vit001 at that time, does not have that address and port',
        cites: [{ evidence: 'server', lines: [2] }, { evidence: 'wire' }],
      },
    ]);
  });

  it('is counted once, however often it is named', () => {
    const text = '192.0.2.2:36030 says hello\n192.0.2.2:36030 says bye';
    expect(accepted(text).map(({ subject }) => subject)).toEqual(['192.0.2.2:36030, reported by server']);
  });

  it('is not testable when no capture ran', () => {
    expect(accepted('accepted 192.0.2.2:36030', [])).toMatchObject([
      { status: 'not-testable', reason: 'the run has no capture' },
    ]);
    expect(accepted('accepted 192.0.2.2:36030', [watched([], { fromMs: 2000 })])).toMatchObject([
      { status: 'not-testable', reason: 'no capture ran on its hosts when it was opened' },
    ]);
  });

  it('may be of datagrams where the line does not say, which a filter for TCP leaves out', () => {
    const wire = watched([], { step: { filter: 'tcp port 8990' } });
    expect(accepted('192.0.2.2:36030: hello', [wire])).toMatchObject([{ status: 'not-testable' }]);
    expect(accepted('accepted 192.0.2.2:36030', [wire])).toMatchObject([{ status: 'disagrees' }]);
  });
});

describe('what is no report of a connection', () => {
  it.each([
    'Connected to 192.0.2.2:36030',
    'listening on 192.0.2.1:8990',
    'Waiting at 192.0.2.1 port 40000',
    'server 192.0.2.2:8990 is up',
    'hello from 192.0.2.2',
    '64 bytes from 192.0.2.2: icmp_seq=1 ttl=64',
    '192.0.2.22:36030',
    '192.0.2.2:36030:40',
    '192.0.2.2:123456',
    'HTTP from 192.0.2.2:80',
    '192.0.2.2 36030',
  ])('%s', (line) => {
    expect(accepted(line)).toEqual([]);
  });

  it('is what a client says of its server', () => {
    const text: [number, string][] = [[1100, 'echo from 192.0.2.1:8990: hello\n']];
    const client = terminal('client', text, { host: 'vit002', command: './client', beganMs: 900 });
    expect(cross('accepted', [server('up'), client], { wires: [watched(OPENED)] })).toEqual([]);
  });

  it('is what somebody typed', () => {
    const typed = [{ atMs: 1150, text: '192.0.2.2:40000 accepted\n' }];
    const client = terminal('client', [], { host: 'vit002', typed });
    expect(cross('accepted', [server('got: 192.0.2.2:40000 accepted'), client], { wires: [watched([])] })).toEqual([]);
  });
});
