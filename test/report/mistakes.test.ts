import { expect, test } from 'vitest';
import { NETSTAT, refusal, type TestRun } from './fixture.ts';

const RUN: TestRun = {
  terminals: [{ id: 'server', pid: 12, output: 'one\ntwo\n', values: { port: '1' } }, { id: 'client2' }],
  captures: [{ id: 'wire' }],
  moments: [{ id: 'netstat-open', output: NETSTAT }],
  verdicts: [],
};

test.each([
  ['a\n {{terminl "server"}}', '2:4 unknown helper "terminl", expected one of'],
  ['{{foo}}', '1:3 unknown helper "foo", expected one of'],
  ['{{#iff 1}}{{/iff}}', '1:4 unknown helper "iff", expected one of'],
  ['{{constructor}}', '1:3 unknown helper "constructor", expected one of'],
  ['{{lookup (sockets "netstat-open") "constructor"}}', '1:3 unknown helper "lookup", expected one of'],
  ['{{#claim "no-reset"}}{{else}}{{counts 1}}{{/claim}}', '1:32 unknown helper "counts", expected one of'],
  [
    '{{count sockets}}',
    '1:9 unexpected name sockets without quotes\n  To use the helper, put it in brackets: (sockets ...).',
  ],
  ['{{terminal server}}', '1:12 unexpected name server without quotes\n  If it is a text, put it in quotes: "server".'],
  ['{{> not}}', '1:5 unknown partial "not", there is none'],
  ['{{* x}}', '1:1 unexpected {{* ...}}, expected a helper'],
  [
    'one\n{{terminal "serve"}}',
    '2:1 unknown terminal "serve" for {{terminal}}, expected server or client2\n  Did you mean "server"?',
  ],
  [
    '{{terminal "wire"}}',
    '1:1 unexpected capture "wire" for {{terminal}}, expected a terminal\n  Of that kind: server, client2.',
  ],
  ['{{build}}', '1:1 unknown build "build" for {{build}}, there is none'],
  [
    '{{count (sockets "wire")}}',
    '1:9 unexpected capture "wire" for {{sockets}}, expected a moment\n  Of that kind: netstat-open.',
  ],
  ['{{claim "no-rest"}}', '1:1 unknown claim "no-rest" for {{claim}}, expected no-reset\n  Did you mean "no-reset"?'],
  ['{{terminal}}', '1:1 unexpected nothing for {{terminal}}, expected the name of a terminal'],
  ['{{terminal "server" "x"}}', '1:1 unexpected "x" for {{terminal}}, expected 1 arguments at most'],
  [
    '{{terminal "server" line="3"}}',
    '1:1 unknown option "line" for {{terminal}}, expected one of lines, match, first, last, from\n  Did you mean "lines"?',
  ],
  ['{{terminal "server" lines="3"}}', '1:1 unexpected line 3, expected at most 2'],
  ['{{terminal "server" lines="x"}}', '1:1 unexpected lines="x", expected numbers such as "3", "3-5" or "3-5, 9"'],
  ['{{terminal "server" first=0}}', '1:1 unexpected first="0", expected a number of lines'],
  [
    '{{terminal "server" first=1 match="o"}}',
    '1:1 unexpected match= and first= together, expected one of them (or first= and last=)',
  ],
  ['{{terminal "server" from="three"}}', '1:1 from="three" is nowhere in "server", expected a text that it shows'],
  [
    '{{terminal "server" match="/(/"}}',
    '1:1 unexpected /(/, expected a regular expression: Invalid regular expression: /(/gm: Unterminated group',
  ],
  [
    '{{capture "wire" flags="FIN" first=1}}',
    '1:1 unexpected flags= and first= together, expected packets or lines to be chosen',
  ],
  [
    '{{capture "wire" flags="FN"}}',
    '1:1 unknown flag "FN" for {{capture}}, expected one of FIN, SYN, RST, PSH, ACK, URG, ECE, CWR\n  Did you mean "FIN"?',
  ],
  [
    '{{capture "wire" from="vit01"}}',
    '1:1 unknown host for from= "vit01" for {{capture}}, expected one of client, server, vit001, vit002, vit003\n  Did you mean "vit001"?',
  ],
  [
    '{{count (sockets "netstat-open" state="OPEN")}}',
    '1:9 unknown state "OPEN" for {{sockets}}, expected one of LISTEN',
  ],
  [
    '{{sockets "netstat-open"}}',
    '1:1 {{sockets}} gives sockets, which are no text\n  Use (sockets "netstat-open") in {{count ...}}',
  ],
  ['{{count 3}}', '1:1 unexpected 3 for {{count}}, expected rows such as (sockets "netstat-open" state="LISTEN")'],
  [
    '{{pick (sockets "netstat-open") "peer.prt"}}',
    '1:1 unknown field of a socket "peer.prt" for {{pick}}, expected one of protocol,',
  ],
  [
    '{{pick (sockets "netstat-open" state="CLOSE") "pid"}}',
    '1:1 nothing to pick from: (sockets "netstat-open" state="CLOSE") has no rows',
  ],
  [
    '{{pick (sockets "netstat-open" state="LISTEN") "peer.port"}}',
    '1:1 the first row of (sockets "netstat-open" state="LISTEN") has no peer.port',
  ],
  [
    '{{value "server.prt"}}',
    '1:1 unknown value of server "prt" for {{value}}, expected pid or port\n  Did you mean "port"?',
  ],
  ['{{value "server"}}', '1:1 unexpected "server" for {{value}}, expected terminal.name, e.g. "server.pid"'],
  ['{{parameter "prt"}}', '1:1 unknown parameter "prt" for {{parameter}}, expected port\n  Did you mean "port"?'],
  [
    '{{host "vit009" "address"}}',
    '1:1 unknown host "vit009" for {{host}}, expected one of vit001, vit002, vit003\n  Did you mean "vit001"?',
  ],
  ['{{host "vit001" "mac"}}', '1:1 host "vit001" has no mac'],
  [
    '{{#each (sockets "netstat-open")}}{{this.prt}}{{/each}}',
    '1:37 unknown name "prt"\n  Rows have fields; texts stand in quotes.',
  ],
  ['{{#if}}x{{/if}}', '1:1 unexpected 0 conditions for {{#if}}, expected 1'],
  ['a\n{{#if 1}}x', '2 the template ends inside a {{#...}} block\n  Close it with {{/...}}.'],
  ['{{#if 1}}{{/unless}}', '1:4 unexpected {{/unless}}, expected {{/if}}'],
  [
    'x\n{{terminal "server}}',
    '2 this is no {{...}} that can be read: x{{terminal "server}}\n  Look for a missing quote, bracket or brace.',
  ],
  ['x\n\ufdd0', '2 unexpected character U+FDD0, which stands for evidence'],
  [
    'See {{terminal "server"}}',
    '1:5 unexpected {{terminal}} in the middle of a text, expected it on a line of its own',
  ],
  ['x {{terminal "server"}}\n{{head}}', '1:3 unexpected {{terminal}} in the middle of a text'],
  ['```\n{{terminal "server"}}\n```', '2:1 unexpected {{terminal}} in a code block'],
  ['    {{terminal "server"}}', '1:5 unexpected {{terminal}} in a code block'],
  ['# {{terminal "server"}}', '1:3 unexpected {{terminal}} in a heading'],
  ['<div>\n{{terminal "server"}}\n</div>', '2:1 unexpected {{terminal}} in HTML'],
  ['>-\t{{terminal "server"}}', "1:4 {{terminal}} can't stand here, its output would not stay in one piece"],
  ['`{{terminal "server"}}`', '1:2 unexpected {{terminal}} in a code span'],
])('%j', (template, expected) => {
  const text = refusal(template, RUN);
  expect(text.slice(0, `report.md.hbs:${expected}`.length)).toBe(`report.md.hbs:${expected}`);
});

test('mistakes in a partial are told with its own file and line', () => {
  const partials = { note: 'one\n{{terminal "serve"}}', bad: '{{cont 1}}', loop: '{{> loop}}' };
  expect(refusal('{{> note}}', RUN, { note: partials.note }).split(' unknown')[0]).toBe('partials/note.hbs:2:1');
  expect(refusal('x', RUN, { bad: partials.bad }).split(' unknown')[0]).toBe('partials/bad.hbs:1:3');
  expect(refusal('{{> loop}}', RUN, { loop: partials.loop })).toBe(
    'partials/loop.hbs the partials include each other without end',
  );
});
