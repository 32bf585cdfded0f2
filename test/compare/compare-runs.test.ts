import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../src/compare/compare-runs.ts';
import type { Facts } from '../../src/evidence/facts.ts';
import type { Claim } from '../../src/lab/claims/claims.ts';
import { driverFacts } from '../driver-facts.ts';
import { said } from '../said.ts';
import { atUs, FIRST, initialNumber, netstatLines, psLines, runOf, SECOND, serverLines } from './run.ts';

/** What differs, as "kind id: aspect" with the lines of both runs. */
function differences(
  before: Facts,
  after: Facts,
): Record<string, { before: readonly string[]; after: readonly string[] }> {
  const { observations } = compareRuns({ before, after });
  const entries = observations.flatMap(({ kind, id, differences: all }) =>
    all.map(
      ({ aspect, before: one, after: two }) => [`${kind} ${id}: ${aspect}`, { before: one, after: two }] as const,
    ),
  );
  return Object.fromEntries(entries);
}

function replaced(lines: readonly string[], from: string | RegExp, to: string): string[] {
  return lines.map((line) => line.replace(from, to));
}

describe('what machines choose is named by its role', () => {
  test('other ports and process ids are the same run', () => {
    const comparison = compareRuns({ before: runOf(FIRST), after: runOf(SECOND) });
    expect(comparison.same).toBe(true);
    expect(comparison.observations.map(({ kind, id, same }) => `${kind} ${id} ${same}`)).toEqual([
      'run run true',
      'terminal server true',
      'terminal client2 true',
      'terminal client3 true',
      'capture wire true',
      'moment netstat true',
      'moment ps true',
      'cross-check handshake true',
      'cross-check accepted true',
      'cross-check state true',
    ]);
  });

  test('a port of the lab is compared as it is', () => {
    const server = replaced(serverLines(SECOND), 'at port 8990', 'at port 8991');
    expect(differences(runOf(FIRST), runOf(SECOND, { server }))).toEqual({
      'terminal server: lines of Parent': {
        before: [
          'Parent: Waiting for incoming connections at port 8990',
          'Parent: Incoming connection from 192.0.2.2 remote port ‹port of client2›',
          'Parent: Incoming connection from 192.0.2.3 remote port ‹port of client3›',
        ],
        after: [
          'Parent: Waiting for incoming connections at port 8991',
          'Parent: Incoming connection from 192.0.2.2 remote port ‹port of client2›',
          'Parent: Incoming connection from 192.0.2.3 remote port ‹port of client3›',
        ],
      },
    });
  });

  test('a port that is no port of the run stays a number', () => {
    const client2 = [`Connected to vit001 port 8990 from port ${SECOND.ports[0] + 1}`, 'hello', 'hello', '^C'];
    expect(differences(runOf(FIRST), runOf(SECOND, { client2 }))['terminal client2: lines']?.after[0]).toBe(
      'Connected to vit001 port 8990 from port 55787',
    );
  });

  test('two hosts may have been given the same port, which its neighbourhood tells apart', () => {
    const collision = { ...SECOND, ports: [40000, 40000] as [number, number] };
    expect(differences(runOf(FIRST), runOf(collision))).toEqual({});
    const swapped = replaced(serverLines(collision), 'from 192.0.2.3', 'from 192.0.2.2');
    expect(Object.keys(differences(runOf(FIRST), runOf(collision, { server: swapped })))).toContain(
      'terminal server: lines of Parent',
    );
  });

  test('one host may give the same port again, which the other port or the time tells apart', () => {
    const again = (chosen: typeof FIRST, port: number) => {
      const server = { id: 'other', host: 'vit001', command: './TCPechod 8990', beganMs: 200, endedMs: 300 };
      const client = { id: 'later', host: 'vit003', beganMs: 210, endedMs: 290, values: { port: `${port}` } };
      const row = `tcp        0      0 192.0.2.1:8992          192.0.2.3:${port}         ESTABLISHED ${chosen.pids[0]}/./x\n`;
      return runOf(chosen, {
        terminals: [
          { ...server, output: `from 192.0.2.3 remote port ${port}\n` },
          { ...client, output: `from port ${port}\n` },
        ],
        moments: [{ id: 'late', beganMs: 400, output: row }],
      });
    };
    expect(differences(again(FIRST, 50000), again(SECOND, SECOND.ports[1]))).toEqual({});
    expect(differences(again(FIRST, FIRST.ports[1]), again(SECOND, 50000))).toEqual({});
  });

  test.each([
    ['of another host', SECOND.ports[1]],
    ['of the same host', SECOND.ports[0]],
  ])('a port that its program alone tells may have been one %s before', (_, port) => {
    const later = (chosen: typeof FIRST, chosenPort: number) => {
      const server = { id: 'other', host: 'vit001', command: './TCPechod 8990', beganMs: 200, endedMs: 300 };
      const client = { id: 'later', host: 'vit002', beganMs: 210, endedMs: 290, values: { port: `${chosenPort}` } };
      return runOf(chosen, {
        terminals: [
          { ...server, output: `from 192.0.2.2 remote port ${chosenPort}\n` },
          { ...client, output: `Connected to vit001 port 8990 from port ${chosenPort}\n` },
        ],
      });
    };
    expect(differences(later(FIRST, 50000), later(SECOND, port))).toEqual({});
    expect(Object.keys(differences(later(FIRST, 50000), later(SECOND, 8990)))).not.toEqual([]);
  });

  test('a port that the other side tells as a value is that of the one who has it', () => {
    const logged = (chosen: typeof FIRST, port: number) =>
      runOf(chosen, {
        netstat: [],
        terminals: [
          {
            id: 'log',
            host: 'vit001',
            command: './log',
            beganMs: 30,
            endedMs: 90,
            values: { port: `${port}` },
            output: `peer port ${port}\n`,
          },
        ],
      });
    const before = logged(FIRST, FIRST.ports[0]);
    expect(differences(before, logged(SECOND, SECOND.ports[0]))).toEqual({});
    for (const other of [SECOND.ports[1], 50001])
      expect(Object.keys(differences(before, logged(SECOND, other)))).toEqual(['terminal log: lines']);
  });

  test('a program that does not tell its port may get one that another told before', () => {
    const later = (chosen: typeof FIRST, port: number) => {
      const opening = { from: `192.0.2.2:${port}`, to: '192.0.2.1:8992', timeUs: atUs(220), seq: 1, ack: 0 };
      return runOf(chosen, {
        terminals: [{ id: 'silent', host: 'vit002', beganMs: 210, endedMs: 290, output: 'hello\n' }],
        more: [['client', ['SYN'], opening]],
      });
    };
    expect(differences(later(FIRST, 50000), later(SECOND, SECOND.ports[0]))).toEqual({});
  });

  test('numbers that happen to look alike are left alone', () => {
    const say = ({ ports, pids }: typeof FIRST) => [
      `${pids[1]} bytes, step ${pids[1]}, 1.${ports[0]} MB, ${ports[0]}.5 MB, x${ports[0]}, 1${ports[0]}`,
      `try ${pids[2]} of ${pids[2]}: [${pids[1]} of 20]`,
    ];
    const before = runOf(FIRST, { client2: say(FIRST) });
    expect(differences(before, runOf(FIRST, { client2: say(FIRST) }))).toEqual({});
    expect(differences(before, runOf(SECOND, { client2: say(SECOND) }))['terminal client2: lines']).toEqual({
      before: say(FIRST),
      after: say(SECOND),
    });
  });

  test('a counter is no process: it lies below the ids of children', () => {
    const counted = (chosen: typeof FIRST, from: number) =>
      serverLines(chosen).map((line) =>
        line
          .replace(`child ${chosen.pids[1]}`, `child ${from}`)
          .replace(`child ${chosen.pids[2]}`, `child ${from + 1}`),
      );
    const netstat = ['nothing'];
    const ps = ['nothing'];
    const before = runOf(FIRST, { server: counted(FIRST, 1), netstat, ps });
    expect(differences(before, runOf(SECOND, { server: counted(SECOND, 1), netstat, ps }))).toEqual({});
    expect(Object.keys(differences(before, runOf(SECOND, { server: counted(SECOND, 2), netstat, ps })))).toEqual([
      'terminal server: lines',
    ]);
  });

  test('a reference in a command is what it stands for', () => {
    const kill = ({ pids }: typeof FIRST, child: number) => ({
      steps: [
        {
          verb: 'moment' as const,
          id: 'kill',
          on: 'vit001',
          run: `kill -PIPE \${counting.child}`,
          line: 1,
          limitMs: 1,
        },
      ],
      terminals: [{ id: 'counting', host: 'vit001', beganMs: 0, values: { child: `${pids[child]}` } }],
      moments: [{ id: 'kill', command: `kill -PIPE ${pids[child]}`, beganMs: 70 }],
    });
    expect(differences(runOf(FIRST, kill(FIRST, 1)), runOf(SECOND, kill(SECOND, 1)))).toEqual({});
    expect(differences(runOf(FIRST, kill(FIRST, 1)), runOf(SECOND, kill(SECOND, 2)))).toEqual({
      'moment kill: command': {
        before: ['kill -PIPE ‹pid of child 1 of server›'],
        after: ['kill -PIPE ‹pid of child 2 of server›'],
      },
    });
  });

  test('absolute sequence numbers, inodes and terminals', () => {
    const say = (chosen: typeof FIRST, inode: number) => [
      `seq ${initialNumber(chosen) + 1}:${initialNumber(chosen) + 7}, ack ${initialNumber(chosen) + 4001}, length 6`,
      `socket:[${inode}] ino:${inode} socket:[${inode + 1}] on /dev/pts/${chosen.pids[0]}`,
      'seq 123456789',
    ];
    const before = runOf(FIRST, { client2: say(FIRST, 777) });
    expect(differences(before, runOf(SECOND, { client2: say(SECOND, 31) }))).toEqual({});
    const other = runOf(SECOND, { client2: say(SECOND, 31).with(2, 'seq 123456780') });
    expect(differences(before, other)['terminal client2: lines']?.before).toEqual([
      'seq ‹initial sequence number + 1›:‹initial sequence number + 7›, ack ‹initial sequence number + 1›, length 6',
      'socket:[‹inode 1›] ino:‹inode 1› socket:[‹inode 2›] on /dev/‹terminal of client2›',
      'seq 123456789',
    ]);
  });

  test('times of the run are words, other times are not', () => {
    const say = (time: string) => runOf(FIRST, { client2: [`${time} connected`, '12:00:00 is noon', 'took 0.045 ms'] });
    const other = runOf(FIRST, { client2: ['13:15:21.5 connected', '12:00:01 is noon', 'took 0.051 ms'] });
    expect(differences(say('13:15:20'), say('13:15:21'))).toEqual({});
    expect(differences(say('13:15:20'), other)).toEqual({
      'terminal client2: lines': {
        before: ['‹time› connected', '12:00:00 is noon', 'took ‹duration› ms'],
        after: ['‹time› connected', '12:00:01 is noon', 'took ‹duration› ms'],
      },
    });
  });
});

describe('free observations', () => {
  test('the lines of processes that share a terminal may interleave, those of each may not', () => {
    const [waiting, one, two, ...rest] = serverLines(SECOND) as [string, string, string, ...string[]];
    const woven = [waiting, one, rest[0], two, ...rest.slice(1)] as string[];
    expect(differences(runOf(FIRST), runOf(SECOND, { server: woven }))).toEqual({});
    const swapped = [waiting, two, one, ...rest] as string[];
    expect(Object.keys(differences(runOf(FIRST), runOf(SECOND, { server: swapped })))).toEqual([
      'terminal server: lines of Parent',
    ]);
  });

  test('the rule that was applied is told', () => {
    const { observations } = compareRuns({ before: runOf(FIRST), after: runOf(SECOND) });
    const rules = observations.filter((each) => each.rules.length > 0).map(({ id, rules: all }) => [id, all.length]);
    expect(rules).toEqual([
      ['server', 1],
      ['wire', 2],
      ['netstat', 1],
      ['ps', 1],
    ]);
  });

  test('lines of one process are compared in their order', () => {
    const client2 = ['hello', `Connected to vit001 port 8990 from port ${SECOND.ports[0]}`, 'hello', '^C'];
    expect(Object.keys(differences(runOf(FIRST), runOf(SECOND, { client2 })))).toEqual(['terminal client2: lines']);
  });

  test('rows of a table are a set, with each row as often as it is there', () => {
    const shuffled = { netstat: netstatLines(SECOND).toReversed(), ps: psLines(SECOND) };
    expect(differences(runOf(FIRST), runOf(SECOND, shuffled))).toEqual({});
    const fewer = { netstat: netstatLines(SECOND).slice(0, 2) };
    expect(differences(runOf(FIRST), runOf(SECOND, fewer))['moment netstat: sockets']).toEqual({
      before: [
        'tcp ESTABLISHED 0 0 192.0.2.1:8990 192.0.2.2:‹port of client2› ‹pid of child 1 of server›/./TCPechod',
        'tcp ESTABLISHED 0 0 192.0.2.1:8990 192.0.2.3:‹port of client3› ‹pid of child 2 of server›/./TCPechod',
        'tcp LISTEN 0 0 0.0.0.0:8990 0.0.0.0:* ‹pid of server›/./TCPechod',
      ],
      after: [
        'tcp ESTABLISHED 0 0 192.0.2.1:8990 192.0.2.2:‹port of client2› ‹pid of child 1 of server›/./TCPechod',
        'tcp LISTEN 0 0 0.0.0.0:8990 0.0.0.0:* ‹pid of server›/./TCPechod',
      ],
    });
  });

  test('how much of a name netstat has room for depends on the id before it', () => {
    const long = (pid: number, shown: string) =>
      runOf(FIRST, {
        terminals: [{ id: 'faulty', host: 'vit001', command: './TCPechod_seq_faulty 8991', pid, beganMs: 30 }],
        netstat: [`tcp        0      0 0.0.0.0:8991            0.0.0.0:*               LISTEN      ${pid}/${shown} `],
      });
    expect(differences(long(7, './TCPechod_seq_fa'), long(151175, './TCPechod_s'))).toEqual({});
  });

  test('on a machine that the hosts share, rows of others and of earlier runs are left out', () => {
    const driver = driverFacts('loopback');
    const ended = 'tcp        0      0 192.0.2.1:8990          192.0.2.2:45678         TIME_WAIT   -';
    const other = '  90210 pts/7    S+     0:00 ./TCPechod 8990';
    const more = { netstat: [...netstatLines(SECOND), ended], ps: [...psLines(SECOND), other] };
    expect(differences(runOf(FIRST, { record: { driver } }), runOf(SECOND, { ...more, record: { driver } }))).toEqual(
      {},
    );
    expect(Object.keys(differences(runOf(FIRST), runOf(SECOND, more)))).toContain('moment netstat: sockets');
  });

  test('a process in another state is a difference, its CPU time is none', () => {
    const busy = { ps: replaced(psLines(SECOND), '0:00 ./TCPechod', '0:07 ./TCPechod') };
    expect(differences(runOf(FIRST), runOf(SECOND, busy))).toEqual({});
    const zombie = {
      ps: replaced(psLines(SECOND), /6 pts\/0 {4}S\+ .*/, '6 pts/0    Z+     0:00 [TCPechod] <defunct>'),
    };
    expect(differences(runOf(FIRST), runOf(SECOND, zombie))['moment ps: processes']?.after).toEqual([
      '1 ? S bash -c read -r _',
      '‹pid 1 of ps› ? R ps x',
      '‹pid of child 1 of server› ‹terminal of server› S+ ./TCPechod 8990',
      '‹pid of child 2 of server› ‹terminal of server› Z+ [TCPechod] <defunct>',
      '‹pid of server› ‹terminal of server› S+ ./TCPechod 8990',
    ]);
  });
});

describe('segments', () => {
  const name = '192.0.2.2:‹port of client2› → 192.0.2.1:8990';

  test('a segment that only acknowledges is free', () => {
    expect(differences(runOf(FIRST), runOf(SECOND, { more: [['server', ['ACK'], { seq: 5008, ack: 1008 }]] }))).toEqual(
      {},
    );
  });

  test('a reset, a retransmission and other data are differences', () => {
    const reset = runOf(SECOND, { more: [['client', ['RST']]] });
    expect(differences(runOf(FIRST), reset)[`capture wire: segments of ${name}`]?.after.at(-1)).toBe('client: RST');
    const again = runOf(SECOND, { more: [['client', ['FIN', 'ACK'], { seq: 1007 }]] });
    expect(differences(runOf(FIRST), again)[`capture wire: segments of ${name}`]?.after).toEqual([
      'client: SYN',
      'server: SYN ACK',
      'client: PSH ACK "hello␊"',
      'server: PSH ACK "hello␊"',
      'client: FIN ACK',
      'server: FIN ACK',
      'client: FIN ACK (retransmission)',
    ]);
  });

  test('what nobody has acknowledged in the end is a difference', () => {
    const unanswered = runOf(SECOND, {
      more: [['server', ['PSH', 'ACK'], { seq: 5008, ack: 1008, payload: 'late\n' }]],
    });
    expect(differences(runOf(FIRST), unanswered)[`capture wire: acknowledgements of ${name}`]).toEqual({
      before: ['client: all that it sent is acknowledged', 'server: all that it sent is acknowledged'],
      after: ['client: all that it sent is acknowledged', 'server: not all that it sent is acknowledged'],
    });
  });
});

test('verdicts are compared, and their reasons are told', () => {
  const claim: Claim = {
    kind: 'text',
    id: 'served',
    says: 'It is served',
    line: 1,
    in: 'client2',
    shows: [{ literal: 'hello' }],
    lacks: [],
  };
  const before = runOf(FIRST, { claims: [claim] });
  const after = runOf(SECOND, { claims: [claim], client2: ['Connection refused'] });
  const found = compareRuns({ before, after }).observations.find(({ kind }) => kind === 'claim');
  expect(found).toEqual({
    kind: 'claim',
    id: 'served',
    same: false,
    rules: [],
    differences: [
      {
        aspect: 'verdict',
        before: ['held'],
        after: ['failed'],
        notes: { before: expect.stringContaining('hello'), after: expect.stringContaining('hello') },
      },
    ],
  });
});

test('a run that broke off, and evidence that one run lacks', () => {
  const after = runOf(SECOND, { terminals: [{ id: 'extra', host: 'vit002' }] });
  const run = {
    ...after.record.run,
    failure: { step: 2, expected: said('"x" on terminal client2'), seen: said('nothing') },
  };
  (after.record as { run: typeof run }).run = run;
  expect(differences(runOf(FIRST), after)).toEqual({
    'run run: end': { before: ['complete'], after: ['incomplete: it stopped at step 3, open'] },
    'terminal extra: terminal': { before: [], after: ['observed'] },
  });
});

test('the environment may differ', () => {
  const machine = { kernel: '6.19.0', system: 'Debian GNU/Linux 12 (bookworm)', tools: { netstat: 'net-tools 2.10' } };
  const comparison = compareRuns({ before: runOf(FIRST), after: runOf(SECOND, { record: { machine } }) });
  expect({ same: comparison.same, environment: comparison.environment }).toEqual({
    same: true,
    environment: [
      { what: 'kernel', before: '6.18.0', after: '6.19.0' },
      { what: 'tcpdump', before: 'tcpdump version 4.99.3', after: 'not known' },
    ],
  });
});

describe('an output of a size that nobody reads', () => {
  const long = (end: string) => `${'x'.repeat(200_000)}${end}`;
  const many = (end: string) => [...Array.from({ length: 150_000 }, (_, i) => `line ${i}`), end];
  const of = (client2: string[]) => runOf(FIRST, { client2 });

  test('is the same where all of it is', () => {
    expect(differences(of([long('a')]), of([long('a')]))).toEqual({});
    expect(differences(of(many('a')), of(many('a')))).toEqual({});
  });

  test('is different where its end is, which is told by its length and its hash', () => {
    const rest = ` ... and \\d+ characters more, SHA-256 [0-9a-f]{64}$`;
    const one = differences(of([long('a')]), of([long('b')]))['terminal client2: lines'];
    expect(one?.before[0]).toMatch(new RegExp(`^x{100000}${rest}`));
    expect(one?.after[0]).not.toBe(one?.before[0]);
    const other = differences(of(many('a')), of(many('b')))['terminal client2: lines'];
    expect(other?.before.at(-1)).toMatch(new RegExp(`^${rest}`));
    expect(other?.before.length).toBeLessThanOrEqual(100_001);
    expect(other?.after.at(-1)).not.toBe(other?.before.at(-1));
  });
});
