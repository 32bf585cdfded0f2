import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../src/evidence/facts.ts';
import { describeTimeline, drawTimeline } from '../../../src/figures/timeline/draw-timeline.ts';
import { modelTimeline } from '../../../src/figures/timeline/model.ts';
import { english } from '../../../src/language/en/english.ts';
import { makeRun, render, type TestRun } from '../../report/fixture.ts';
import { said } from '../../said.ts';
import { clashes, isWellFormed, textsOf } from '../boxes.ts';
import { CLIENT, Conversation, SERVER } from '../sequence/conversations.ts';
import { wireFacts } from '../sequence/wire.ts';

const FORTY: TestRun = {
  terminals: Array.from({ length: 40 }, (_, i) => ({
    id: `terminal-number-${i}`,
    beganMs: 40 + i * 7,
    endedMs: i % 3 === 0 ? 1200 : 90 + i * 19,
    typed: [
      { atMs: 60 + i * 9, text: `line ${i} of what was typed\r\n` },
      { atMs: 80 + i * 9, text: '\x03' },
    ],
  })),
  moments: Array.from({ length: 12 }, (_, i) => ({ id: `netstat-${i}`, beganMs: 300 + i, endedMs: 310 + i * 30 })),
};

const WHOLE: TestRun = {
  terminals: [{ id: 'server', beganMs: 0, endedMs: 1234 }],
  captures: [{ id: 'a-capture-from-the-beginning-to-the-end', beganMs: 0, endedMs: 1234 }],
  moments: [{ id: 'a-moment-that-takes-as-long-as-the-run', beganMs: 0, endedMs: 1234 }],
};

const SCENES: Record<string, Facts> = {
  'nothing was seen': makeRun().facts,
  '40 terminals on one host': makeRun(FORTY).facts,
  'as long as the run': makeRun(WHOLE).facts,
  'one minute, and a run that broke off': makeRun({
    ...FORTY,
    record: {
      run: {
        ...makeRun().facts.record.run,
        durationMs: 61_000,
        failure: { step: 1, expected: said('x'), seen: said('y') },
      },
    },
  }).facts,
  packets: wireFacts(new Conversation({ client: CLIENT, server: SERVER }).open().echo('hello\n').close().packets),
  'names that are no names': makeRun({
    builds: [{ id: 'build', command: 'make "<all>" && echo \u202e' }],
    terminals: [{ id: 'x', typed: [{ atMs: 5, text: '</text>&\u202e\n' }] }],
  }).facts,
};

describe('no text lies on another, and none is cut off', () => {
  test.each(Object.entries(SCENES))('%s', (_, facts) => {
    const drawn = drawTimeline(modelTimeline(facts, english), 'a title');
    expect(clashes(drawn)).toEqual([]);
    expect(isWellFormed(drawn.svg)).toBe(true);
  });
});

test('every terminal, moment and typed line of 40 terminals is there', () => {
  const texts = textsOf(drawTimeline(modelTimeline(SCENES['40 terminals on one host'] as Facts, english), '').svg);
  const wanted = [
    ...(FORTY.terminals ?? []).flatMap(({ id }, i) => [id, `"line ${i} of what was typed"`]),
    ...(FORTY.moments ?? []).map(({ id }) => id),
  ];
  expect(wanted.filter((text) => !texts.includes(text))).toEqual([]);
});

test('a lane for each host, and what it holds in the order of its kinds', () => {
  const segments = [0, 250_000].map((us) => ({
    timeUs: Date.parse('2026-10-08T13:15:20.104+02:00') * 1000 + us,
    from: '192.0.2.2:36030',
    to: '192.0.2.1:8990',
    flags: ['SYN' as const],
  }));
  const { facts } = makeRun({
    builds: [{ id: 'build', command: 'make all', beganMs: 1, endedMs: 20 }],
    terminals: [
      { id: 'server', beganMs: 30, endedMs: 900, typed: [{ atMs: 899, text: '\x03' }] },
      { id: 'client2', host: 'vit002', beganMs: 60, endedMs: 400, typed: [{ atMs: 90, text: 'asdf\n' }] },
    ],
    captures: [{ id: 'wire', segments, beganMs: 40, endedMs: 800 }],
    moments: [{ id: 'netstat-open', beganMs: 200, endedMs: 210 }],
  });
  const none = { marksMs: [] };
  expect(modelTimeline(facts, english)).toEqual({
    language: english,
    lanes: [
      { title: 'build', groups: [[{ kind: 'build', label: 'make all', beganMs: 1, endedMs: 20, ...none }]] },
      {
        title: 'vit001',
        groups: [
          [{ kind: 'capture', label: 'wire', beganMs: 40, endedMs: 800, marksMs: [100, 350] }],
          [{ kind: 'terminal', label: 'server', beganMs: 30, endedMs: 900, marksMs: [899] }],
          [{ kind: 'moment', label: 'netstat-open', beganMs: 200, endedMs: 210, ...none }],
        ],
      },
      {
        title: 'vit002',
        groups: [
          [{ kind: 'terminal', label: 'client2', beganMs: 60, endedMs: 400, marksMs: [90] }],
          [{ kind: 'typed', label: '"asdf"', beganMs: 90, endedMs: 90, ...none }],
        ],
      },
      { title: 'vit003', groups: [] },
    ],
    endMs: 1234,
    startedAt: '2026-10-08T13:15:20.004+02:00',
  });
});

test('the words for those who can not see it', () => {
  expect(describeTimeline(modelTimeline(makeRun(FORTY).facts, english))).toBe(
    'Timeline of the run, 1.2 s: vit001 with 40 terminals, 12 moments',
  );
  expect(describeTimeline(modelTimeline(SCENES['one minute, and a run that broke off'] as Facts, english))).toBe(
    'Timeline of the run, 61.0 s: vit001 with 40 terminals, 12 moments. The red line is where the run broke off',
  );
});

test('{{timeline}} leaves the picture', () => {
  expect(render('{{timeline}}\n', WHOLE)).toBe(
    '![Timeline of the run, 1.2 s: vit001 with 1 terminal, 1 capture, 1 moment](figures/timeline.svg)\n',
  );
});
