import { describe, expect, test } from 'vitest';
import { modelSequence } from '../../../src/figures/sequence/model.ts';
import { english } from '../../../src/language/en/english.ts';
import { renderReport } from '../../../src/report/render.ts';
import { makeRun, refusal, render, type TestRun } from '../../report/fixture.ts';
import { said } from '../../said.ts';
import { textsOf } from '../boxes.ts';
import { drawScene } from '../scenes.ts';
import { CLIENT, Conversation, SERVER } from './conversations.ts';
import { hostOf, type WirePacket, wireFacts } from './wire.ts';

const BEGAN_US = Date.parse('2026-10-08T13:15:20.104+02:00') * 1000;

/** A run whose capture holds a handshake, a line, and its end by a reset. */
const RUN: TestRun = {
  terminals: [
    { id: 'client2', host: 'vit002', beganMs: 0, endedMs: 1000 },
    { id: 'client3', host: 'vit003' },
  ],
  captures: [
    {
      id: 'wire',
      segments: [
        { flags: ['SYN'] as const, seq: 7 },
        { flags: ['SYN', 'ACK'] as const, seq: 90, ack: 8, back: true },
        { flags: ['ACK'] as const, seq: 8, ack: 91 },
        { flags: ['PSH', 'ACK'] as const, seq: 8, ack: 91, payload: 'asdf\n' },
        { flags: ['RST'] as const, seq: 91, back: true },
      ].map(({ flags, back = false, ...rest }, i) => ({
        timeUs: BEGAN_US + ([0, 20, 40, 5040, 5060][i] ?? 0),
        flags: [...flags],
        ...rest,
        ...(back
          ? { from: `${SERVER}:8990`, to: `${CLIENT}:36030` }
          : { from: `${CLIENT}:36030`, to: `${SERVER}:8990` }),
      })),
    },
  ],
};

function figuresOf(text: string, run: TestRun = RUN): { markdown: string; files: string[] } {
  const { markdown, figures } = renderReport({ ...makeRun(run), template: { file: 'report.md.hbs', text } });
  return { markdown, files: figures.map(({ path }) => path) };
}

test('the picture is left in the Markdown, with what it shows in words', () => {
  expect(render('{{sequence "wire" of="client2"}}\n', RUN)).toBe(
    '![Sequence diagram of the connection of client2 in capture wire: 5 packets between vit002 (192.0.2.2:36030) and ' +
      'vit001 (192.0.2.1:8990). vit002 SYN, vit001 SYN ACK, vit002 ACK, vit002 PSH ACK with data, vit001 RST. ' +
      'States of vit002: SYN_SENT, ESTABLISHED, CLOSE. States of vit001: SYN_RECV, ESTABLISHED, CLOSE]' +
      '(figures/wire-client2.svg)\n',
  );
});

test('every use has a file of its own; the same picture is one file', () => {
  const uses = [
    'of="client2"',
    '',
    'packets="1-3"',
    'packets="1-3"',
    'flags="SYN ACK" from="vit001"',
    'packets="1 - 3"',
  ];
  expect(figuresOf(uses.map((options) => `{{sequence "wire" ${options}}}\n`).join('\n')).files).toEqual([
    'figures/wire-client2.svg',
    'figures/wire.svg',
    'figures/wire-packets-1-3.svg',
    'figures/wire-flags-SYN-ACK-from-vit001.svg',
  ]);
});

test('in a sentence and in a list it is where it was asked for', () => {
  const { markdown } = figuresOf('See {{sequence "wire" packets="1"}}.\n\n* {{sequence "wire" packets="1"}}\n');
  const picture = /!\[[^\]]*\]\(figures\/wire-packets-1\.svg\)/.exec(markdown)?.[0];
  expect(markdown).toBe(`See ${picture}.\n\n* ${picture}\n`);
});

test('as text for Mermaid', () => {
  expect(render('{{sequence "wire" of="client2" format="mermaid"}}\n', RUN)).toBe(`\`\`\`mermaid
sequenceDiagram
    participant p0 as vit002<br/>192.0.2.2:36030
    participant p1 as vit001<br/>192.0.2.1:8990
    p0->>p1: 1: 13:15:20.104000 SYN seq 0 len 0
    Note left of p0: SYN_SENT
    p1->>p0: 2: 13:15:20.104020 SYN ACK seq 0 ack 1 len 0
    Note left of p0: ESTABLISHED
    Note right of p1: SYN_RECV
    p0->>p1: 3: 13:15:20.104040 ACK seq 1 ack 1 len 0
    Note right of p1: ESTABLISHED
    Note over p0,p1: 5 ms later
    p0->>p1: 4: 13:15:20.109040 PSH ACK seq 1:6 ack 1 len 5 #34;asdf#92;n#34;
    p1-xp0: 5: 13:15:20.109060 RST seq 1 len 0
    Note left of p0: CLOSE
    Note right of p1: CLOSE
\`\`\`
`);
});

describe('what can not be drawn', () => {
  test.each([
    ['{{sequence "wire" of="client3"}}\n', '> **Not available:** capture wire has no such packets.\n'],
    ['{{sequence "wire" flags="FIN"}}\n', '> **Not available:** capture wire has no such packets.\n'],
  ])('%s', (template, markdown) => {
    expect(figuresOf(template)).toEqual({ markdown, files: [] });
  });
  test('a capture that could not be taken', () => {
    const run: TestRun = { captures: [{ id: 'wire', unavailable: said('tcpdump may not capture here.') }] };
    expect(render('{{sequence "wire"}}\n', run)).toBe('> **Not available:** tcpdump may not capture here.\n');
  });
  test.each([
    ['{{sequence "wires"}}', 'unknown capture "wires" for {{sequence}}, expected wire\n  Did you mean "wire"?'],
    ['{{sequence "wire" format="svg"}}', 'unknown format "svg" for {{sequence}}, expected figure or mermaid'],
    ['{{sequence "wire" flag="FIN"}}', 'unknown option "flag" for {{sequence}}'],
    ['{{topology format="svg"}}', 'unknown format "svg" for {{topology}}, expected table or figure'],
    ['{{timeline "wire"}}', 'unexpected "wire" for {{timeline}}, expected no argument'],
  ])('%s', (template, message) => {
    expect(refusal(template, RUN)).toContain(message);
  });
});

/** Each row of a diagram: a gap's text, or frame, ends, mark, what is below, and states by lifeline. */
function rowsOf(packets: readonly WirePacket[], frames?: readonly number[]): string[] {
  const { model } = drawScene({ packets, ...(frames && { frames }) });
  return model.rows.map((row) => {
    if (row.kind === 'gap') return row.text;
    const { ports, kind, seq, ack, length, text } = row.label;
    const states = row.states.map(({ lifeline, state }) => `${lifeline} is ${state}`);
    const parts = [`${row.frame}`, `${row.from}>${row.to}`, ports, kind, seq, ack, length, text, row.below, ...states];
    return parts.filter((part) => part !== '').join(' ');
  });
}

const BETWEEN = { client: CLIENT, server: SERVER };

test('waits that stand out, packets that are left out, and what was sent again', () => {
  const made = new Conversation(BETWEEN).open().echo('hello\n', 2_500_000);
  made.send('client', ['PSH', 'ACK'], { payload: 'more' });
  made.send('client', ['PSH', 'ACK'], { payload: 'more', again: 4, afterUs: 200_000 }).close();
  expect(rowsOf(made.packets, [2, 3, 4, 8, 9, 10, 11])).toEqual([
    '1 packet left out',
    '2 1>0 SYN ACK seq 0 ack 1 len 0 0 is ESTABLISHED 1 is SYN_RECV',
    '3 0>1 ACK seq 1 ack 1 len 0 1 is ESTABLISHED',
    '2.5 s later',
    '4 0>1 PSH ACK seq 1:7 ack 1 len 6 "hello\\n"',
    '80 µs later, 3 packets left out',
    '8 0>1 PSH ACK seq 7:11 ack 7 len 4 "more"',
    '200 ms later',
    '9 0>1 PSH ACK seq 7:11 ack 7 len 4 retransmission, "more"',
    '10 0>1 FIN ACK seq 11 ack 7 len 0 0 is FIN_WAIT1 1 is CLOSE_WAIT',
    '11 1>0 FIN ACK seq 7 ack 12 len 0 0 is TIME_WAIT 1 is LAST_ACK',
    '1 packet left out',
  ]);
});

test('a capture that begins inside a connection', () => {
  const packets = new Conversation(BETWEEN).open().close().packets.slice(3);
  const { model } = drawScene({ packets });
  expect({ initial: model.initial, notes: model.notes }).toEqual({
    initial: [
      { lifeline: 0, state: 'ESTABLISHED' },
      { lifeline: 1, state: 'ESTABLISHED' },
    ],
    notes: ['The capture began inside the connection: seq and ack count from the first numbers seen.'],
  });
  expect(rowsOf(packets)).toEqual([
    '1 0>1 FIN ACK seq 0 ack 1 len 0 0 is FIN_WAIT1 1 is CLOSE_WAIT',
    '2 1>0 FIN ACK seq 1 ack 1 len 0 0 is TIME_WAIT 1 is LAST_ACK',
    '3 0>1 ACK seq 1 ack 2 len 0 1 is CLOSE',
  ]);
});

test('with two connections between the same hosts, ports are written on the arrows and no states beside them', () => {
  const packets = [36_030, 36_032].flatMap(
    (clientPort) =>
      new Conversation({ ...BETWEEN, clientPort }).send('client', ['SYN']).send('server', ['RST', 'ACK']).packets,
  );
  expect(rowsOf(packets)).toEqual([
    '1 0>1 36030 → 8990 SYN seq 0 len 0',
    '2 1>0 8990 → 36030 RST ACK seq 0 ack 1 len 0',
    '3 0>1 36032 → 8990 SYN seq 0 len 0',
    '4 1>0 8990 → 36032 RST ACK seq 0 ack 1 len 0',
  ]);
});

test('who talks to all others is in the middle, with a connection at each side', () => {
  const third = '192.0.2.3';
  const packets = [CLIENT, third].flatMap((client) => new Conversation({ client, server: SERVER }).open().packets);
  const { model } = drawScene({ packets });
  expect(model.lifelines).toEqual([
    { name: 'vit002', addresses: ['192.0.2.2:36030'] },
    { name: 'vit001', addresses: ['192.0.2.1:8990'] },
    { name: 'vit003', addresses: ['192.0.2.3:36030'] },
  ]);
  expect(rowsOf(packets).slice(3)).toEqual([
    '4 2>1 SYN seq 0 len 0 2 is SYN_SENT',
    '5 1>2 SYN ACK seq 0 ack 1 len 0 2 is ESTABLISHED 1 is SYN_RECV',
    '6 2>1 ACK seq 1 ack 1 len 0 1 is ESTABLISHED',
  ]);
});

test('UDP, ICMP and ARP are arrows too', () => {
  const [ends, back] = [
    { from: CLIENT, to: SERVER },
    { from: SERVER, to: CLIENT },
  ];
  expect(
    rowsOf([
      { ...ends, arp: 'request' as const },
      { ...back, arp: 'reply' as const },
      { ...ends, icmp: [8, 0, 77, 1], payload: 'abcdefgh' },
      { ...ends, ports: [40_000, 53], payload: 'name?' },
      { ...back, ports: [53, 40_000], payload: Uint8Array.of(0, 255) },
    ]),
  ).toEqual([
    '1 0>1 ARP who has 192.0.2.1',
    '2 1>0 ARP 192.0.2.1 is at 02:00:00:00:00:01',
    '3 0>1 ICMP echo request id 77 seq 1',
    '4 0>1 40000 → 53 UDP len 5 "name?"',
    '5 1>0 53 → 40000 UDP len 2',
  ]);
});

test('of a capture too long for a picture the middle is left out', () => {
  const made = new Conversation(BETWEEN).open();
  for (let i = 0; i < 300; i++) made.echo('x');
  const rows = rowsOf(made.packets);
  expect(rows.length).toBe(121);
  expect(rows.slice(99, 102)).toEqual([
    '100 0>1 PSH ACK seq 25:26 ack 25 len 1 "x"',
    '21.7 ms later, 1,083 packets left out',
    '1184 0>1 PSH ACK seq 296:297 ack 296 len 1 "x"',
  ]);
});

test('what the capture lacks is told in the picture', () => {
  const run: TestRun = {
    captures: [{ ...RUN.captures?.[0], id: 'wire', packets: { captured: 5, received: 9, dropped: 4 } }],
  };
  const template = { file: 'report.md.hbs', text: '{{sequence "wire"}}' };
  const { figures } = renderReport({ ...makeRun(run), template });
  expect(textsOf(figures[0]?.text ?? '').at(-1)).toBe('Packets that the kernel dropped, and that are not shown: 4.');
});

test('times are those of the place where the run was, whatever zone the reader is in', () => {
  const hosts = [hostOf('vit001', SERVER), hostOf('vit002', CLIENT)];
  const facts = wireFacts(new Conversation(BETWEEN).open().packets, { hosts });
  const run = { ...facts.record.run, startedAt: '2026-10-08T05:15:20.004-06:00' };
  const packets = facts.packets('wire');
  const record = { ...facts.record, run };
  const connections = facts.connections('wire');
  const { rows } = modelSequence({ record, packets, among: packets, connections, language: english });
  expect(rows.map((row) => row.kind === 'packet' && row.time)).toEqual([
    '05:15:23.000020',
    '05:15:23.000040',
    '05:15:23.000060',
  ]);
});
