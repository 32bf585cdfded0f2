import { expect, test } from 'vitest';
import { readDocument } from '../../../src/edited/read/document.ts';
import { toReport, toUnit, type Unit } from '../../../src/edited/read/unit.ts';

test('a place is one in the report and one in a unit’s text', () => {
  const report = '> The port\r\n> is 5.\r\n';
  const [unit] = readDocument(report).units as [Unit];
  expect(unit).toEqual({
    kind: 'text',
    text: 'The port\nis 5.',
    start: 2,
    end: 19,
    line: 1,
    prefix: '> ',
    within: 'blockquote',
    lines: [
      { from: 0, to: 8, start: 2, end: 10, before: '> ', eol: '\r\n' },
      { from: 9, to: 14, start: 14, end: 19, before: '> ', eol: '\r\n' },
    ],
  });
  for (const part of ['The', 'port', 'is', '5', '.']) {
    const [from, start] = [unit.text.indexOf(part), report.indexOf(part)];
    const [to, end] = [from + part.length, start + part.length];
    expect([toReport(unit, from), toReport(unit, to)]).toEqual([start, end]);
    expect(toUnit(unit, { start, end })).toEqual({ from, to });
  }
  expect(toUnit(unit, { start: 0, end: 13 })).toEqual({ from: 0, to: 8 });
});
