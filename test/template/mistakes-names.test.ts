import { describe, expect, test } from 'vitest';
import { NETSTAT, refusal, render, type TestRun } from '../report/fixture.ts';

const RUN: TestRun = {
  captures: [{ id: 'wire' }],
  moments: [{ id: 'netstat-open', output: NETSTAT }],
};
const FIELDS =
  'protocol, state, receiveQueue, sendQueue, local.address, local.port, local.service, peer.address, peer.port, ' +
  'peer.service, pid, program, line';

/** Inside of {{#each}} over sockets; places are told from the body's beginning. */
const each = (body: string) => `{{#each (sockets "netstat-open")}}\n${body}\n{{/each}}`;

describe('names of a row', () => {
  test.each([
    ['{{this.prt}}', `2:3 unknown field of a socket "prt", expected one of ${FIELDS}`],
    ['{{stat}}', `2:3 unknown field of a socket "stat", expected one of ${FIELDS}\n  Did you mean "state"?`],
    ['{{number this.pdi}}', `2:10 unknown field of a socket "pdi", expected one of ${FIELDS}`],
    ['{{this}}', `2:3 unexpected this, which is a whole socket, expected a field of it\n  Its fields: ${FIELDS}.`],
    ['{{peer}}', '2:3 unexpected peer, which has parts, expected one of peer.address, peer.port, peer.service'],
    ['{{@indx}}', '2:3 unknown name "@indx", expected one of @index, @first, @last'],
    ['{{> row}}', '2:5 unknown partial "row", there is none'],
  ])('%s', (body, expected) => {
    expect(refusal(each(body), RUN)).toBe(`report.md.hbs:${expected}`);
  });

  test('as |name|', () => {
    const named = (body: string) => `{{#each (sockets "netstat-open") as |s i|}}${body}{{/each}}`;
    expect(refusal(named('{{s.prt}}'), RUN)).toBe(
      `report.md.hbs:1:46 unknown field of a socket "prt", expected one of ${FIELDS}`,
    );
    expect(render(named('{{i}}:{{s.pid}}-{{this.pid}} '), RUN)).toBe('0:12-12 1:14-14 2:17-17 ');
  });

  test('a helper that is called like a field', () => {
    expect(refusal('{{#each (packets "wire")}}{{frame}}{{/each}}', RUN)).toBe(
      "report.md.hbs:1:29 unexpected {{frame}}, which is a helper, expected {{this.frame}} for the row's field",
    );
  });

  test('outside of {{#each}}', () => {
    expect(refusal('{{@index}}', RUN)).toBe(
      'report.md.hbs:1:3 unexpected @index, which stands for something inside of {{#each}} only',
    );
    expect(refusal('{{#each rows}}{{/each}}', RUN)).toBe(
      'report.md.hbs:1:9 unexpected name rows without quotes\n  If it is a text, put it in quotes: "rows".',
    );
  });
});

describe('names in a partial', () => {
  test.each([
    [
      'one\n{{> note}}',
      '{{text}}',
      '1:3 unknown name "text" in the partial "note", which is given nothing\n' +
        '  Give it in report.md.hbs:2:1: {{> note text="..."}}',
    ],
    [
      '{{> note txt="x"}}',
      'a\n{{number text}}',
      '2:10 unknown name "text" in the partial "note", which is given txt\n  Did you mean "txt"?',
    ],
    [each('{{> note}}'), '{{this.prt}}', `1:3 unknown field of a socket "prt", expected one of ${FIELDS}`],
    [
      '{{> note}}',
      '\n {{count (socket "x")}}',
      `2:11 unknown helper "socket", expected one of HELPERS\n  Did you mean "sockets"?`,
    ],
    ['x', '{{#> box}}{{/box}}', '1:6 unknown partial "box", expected note'],
  ])('%j with %j', (template, note, expected) => {
    const said = refusal(template, RUN, { note });
    expect(said.replace(/expected one of and, .*$/m, 'expected one of HELPERS')).toBe(`partials/note.hbs:${expected}`);
  });

  test('its file is told as it was given', () => {
    expect(refusal('{{> note}}', RUN, { note: '{{x}}' }, { note: 'templates/partials/note.hbs' })).toBe(
      'templates/partials/note.hbs:1:3 unknown name "x" in the partial "note", which is given nothing\n' +
        '  Give it in report.md.hbs:1:1: {{> note x="..."}}',
    );
  });

  test('what it is given, a row or a block may be used', () => {
    const rows = (row: string, use = '{{> row}}') =>
      render(`{{#each (sockets "netstat-open")}}${use}{{/each}}`, RUN, { row });
    expect(rows('{{this.pid}}{{state}} ')).toBe('12LISTEN 14ESTABLISHED 17ESTABLISHED ');
    expect(rows('{{this.pid}}{{n}} ', '{{> row this n=@index}}')).toBe('120 141 172 ');
    expect(rows('{{n}}{{m}}{{this.line}} ', '{{> row this n=1 m=2}}')).toBe('123 124 125 ');
    expect(render('{{#> box}}x{{/box}}', RUN, { box: 'a{{> @partial-block}}b' })).toBe('axb');
    expect(render('{{> one x="y"}}', RUN, { one: '{{> two}}', two: '{{x}}' })).toBe('y');
  });
});

describe('a loop of partials', () => {
  test.each<[string, Record<string, string>, string]>([
    ['{{> a}}', { a: '{{> a}}' }, 'partials/a.hbs:1:1 partials include each other without end: a -> a'],
    [
      '{{> a}}',
      { a: '{{> b}}', b: '\n {{> c}}', c: 'x {{> b}}' },
      'partials/c.hbs:1:3 partials include each other without end: b -> c -> b',
    ],
    [
      'x',
      { a: '{{> b}}', b: '{{#if 1}}{{> a}}{{/if}}' },
      'partials/b.hbs:1:10 partials include each other without end: a -> b -> a',
    ],
  ])('%s %j', (template, partials, expected) => {
    expect(refusal(template, RUN, partials)).toBe(expected);
  });
});

describe('helpers and what they take', () => {
  test.each([
    ['{{> nte}}', '1:5 unknown partial "nte", expected note\n  Did you mean "note"?'],
    ['{{> (not)}}', '1:5 unexpected (...), expected the name of a partial'],
    ['{{* x}}', '1:1 unexpected {{* ...}}, expected a helper'],
    ['{{#*inline "x"}}{{/inline}}', '1:1 unexpected {{* ...}}, expected a helper'],
    ['{{"head"}}', '1:3 unexpected "head" by itself, expected the name of a helper'],
    [
      '{{terminal “server”}}',
      '1:12 unexpected name “server” without quotes\n  If it is a text, put it in quotes: "server".',
    ],
    [
      '{{#head}}x{{/head}}',
      '1:1 unexpected block {{#head}}, expected {{head ...}} alone\n' +
        '  Take away the # and {{/head}}: {{head}} has no use for a text between them.',
    ],
    ['{{if 1}}', '1:1 unexpected {{if}} without a block, expected {{#if ...}}text{{/if}}'],
    [
      '{{each (sockets "netstat-open")}}',
      '1:1 unexpected {{each}} without a block, expected {{#each ...}}text{{/each}}',
    ],
  ])('%s', (template, expected) => {
    expect(refusal(template, RUN, { note: '' })).toBe(`report.md.hbs:${expected}`);
  });
});
