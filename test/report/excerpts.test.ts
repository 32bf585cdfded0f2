import { expect, test } from 'vitest';
import { said } from '../said.ts';
import { render } from './fixture.ts';

const HEAD = '[2026-10-08, 13:15:23] run server';
const WHOLE = 'the whole is in [logs/server.txt](logs/server.txt).';
const TEN = 'l1\nl2\nl3\nl4\nl5\nl6\nl7\nl8\nl9\nl10\n';

function show(options: string, output: string | Uint8Array = TEN, more = {}): string {
  return render(`{{terminal "server" ${options}}}`, { terminals: [{ id: 'server', output, ...more }] });
}

function block(lines: string[], caption = ''): string {
  return `${['```console server', HEAD, ...lines, '```'].join('\n')}${caption === '' ? '' : `\n\n${caption}`}`;
}

test.each([
  ['', ['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7', 'l8', 'l9', 'l10'], ''],
  ['lines="3-5"', ['l3', 'l4', 'l5'], `Lines 3 to 5 of 10; ${WHOLE}`],
  ['lines="1, 3-4"', ['l1', '⋮', 'l3', 'l4'], `Lines 1, 3 and 4 of 10; ${WHOLE}`],
  ['lines=2', ['l2'], `Line 2 of 10; ${WHOLE}`],
  ['first=2', ['l1', 'l2'], `Lines 1 and 2 of 10; ${WHOLE}`],
  ['last=3', ['l8', 'l9', 'l10'], `Lines 8 to 10 of 10; ${WHOLE}`],
  ['first=1 last=1', ['l1', '⋮', 'l10'], `Lines 1 and 10 of 10; ${WHOLE}`],
  ['match="l1"', ['l1', 'l10'], `Lines 1 and 10 of 10 (those that show l1); ${WHOLE}`],
  ['match="/[45]$/"', ['l4', 'l5'], `Lines 4 and 5 of 10 (those that show /\\[45\\]\\$/); ${WHOLE}`],
  ['match="x"', [], `None of 10 lines (those that show x); ${WHOLE}`],
  ['from="l9"', ['l9', 'l10'], `Lines 9 and 10 of 10; ${WHOLE}`],
  ['from="/^l8/"', ['l8', 'l9', 'l10'], `Lines 8 to 10 of 10; ${WHOLE}`],
])('%s', (options, lines, caption) => {
  expect(show(options)).toBe(block(lines, caption));
});

test('from= a typed text begins where it was typed', () => {
  const output = 'hi\r\nhello\r\nhi\r\nhello\r\n';
  const more = {
    typed: [{ atMs: 50, text: 'hi' }],
    chunks: [
      [10, 11],
      [55, 15],
      [60, 22],
    ],
  };
  expect(show('from="hi"', output, more)).toBe(block(['hi', 'hello'], `Lines 3 and 4 of 4; ${WHOLE}`));
});

test('a program that printed nothing', () => {
  expect(show('', '')).toBe(block([], 'It printed nothing.'));
});

test.each([
  [{ exit: { status: 0 } }, ''],
  [{ exit: { signal: 'SIGINT' } }, ''],
  [{ exit: { status: 1 } }, 'Ended with status 1.'],
  [{ exit: { signal: 'SIGKILL' } }, 'Ended by SIGKILL.'],
])('how it ended: %j', (exit, caption) => {
  expect(show('', 'ok\n', exit)).toBe(block(['ok'], caption));
});

test('of a long output the first and last lines are shown, with what is left out', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `line ${i + 1}`);
  const shown = [...lines.slice(0, 150), '⋮', ...lines.slice(950)];
  const caption = `Lines 1 to 150 and 951 to 1,000 of 1,000; 800 lines (7,200 bytes) left out at the ⋮; ${WHOLE}`;
  expect(lines.slice(150, 950).join('\n').length + 1).toBe(7200);
  expect(show('', `${lines.join('\n')}\n`)).toBe(block(shown, caption));
});

test('one line that is too long is cut between characters, and told in bytes', () => {
  const output = 'é'.repeat(10_000);
  const shown = ['é'.repeat(6144), '⋮', 'é'.repeat(2047)];
  const caption = `Bytes 1 to 12,288 and 15,907 to 20,000 of 20,000; 3,618 bytes left out at the ⋮; ${WHOLE}`;
  expect(show('', output)).toBe(block(shown, caption));
});

test('a log of 50 MB is shown by its first and last lines', () => {
  const bytes = Buffer.alloc(50_000_000, 'abcdefghi\n');
  const markdown = show('', bytes);
  const line = 'abcdefghi';
  const caption = `Lines 1 to 150 and 4,999,951 to 5,000,000 of 5,000,000; 4,999,800 lines (49,998,000 bytes) left out at the ⋮; ${WHOLE}`;
  expect(markdown).toBe(block([...Array(150).fill(line), '⋮', ...Array(50).fill(line)], caption));
});

test('evidence that could not be taken says why', () => {
  const run = { captures: [{ id: 'wire', unavailable: said('tcpdump may not open eth0 <here>') }] };
  expect(render('{{capture "wire"}}', run)).toBe('> **Not available:** tcpdump may not open eth0 \\<here\\>');
});

test('evidence that a broken-off run never reached is told, not an error', () => {
  const failure = { step: 1, expected: said('"Waiting" on terminal server'), seen: said('nothing') };
  const run = {
    record: {
      run: {
        startedAt: '2026-10-08T13:15:20.004+02:00',
        epochUs: Date.parse('2026-10-08T13:15:20.004+02:00') * 1000,
        durationMs: 5,
        failure,
      },
    },
  };
  expect(render('{{terminal "client2"}}\n', run)).toBe(
    '> **The run is incomplete:** it stopped at step 2 of 4 (lab.yaml:24, capture). ' +
      'Expected: "Waiting" on terminal server. Seen: nothing. ' +
      'The text is written for a whole run: what it tells of this step and of later ones was not seen.\n\n' +
      '> **Not available:** the run ended before it was seen.\n',
  );
});
