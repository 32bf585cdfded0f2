import { expect, test } from 'vitest';
import { HELPERS } from '../../src/report/helpers.ts';
import { NETSTAT, refusal, type TestRun } from '../report/fixture.ts';

const RUN: TestRun = {
  terminals: [{ id: 'server', pid: 12, output: 'one\ntwo\n', values: { port: '1' } }, { id: 'client2' }],
  captures: [{ id: 'wire' }],
  moments: [{ id: 'netstat-open', output: NETSTAT }],
  verdicts: [],
};

const HELPER_NAMES = Object.keys(HELPERS).sort().join(', ');
const SOCKET_FIELDS =
  'protocol, state, receiveQueue, sendQueue, local.address, local.port, local.service, peer.address, peer.port, ' +
  'peer.service, pid, program, line';
const ALONE =
  ', expected it on a line of its own\n  Put it on a line of its own, with an empty line before and after it.';

test.each([
  [
    'a\n {{terminl "server"}}',
    `2:4 unknown helper "terminl", expected one of ${HELPER_NAMES}\n  Did you mean "terminal"?`,
  ],
  ['{{foo}}', `1:3 unknown helper "foo", expected one of ${HELPER_NAMES}`],
  ['{{#iff 1}}{{/iff}}', `1:4 unknown helper "iff", expected one of ${HELPER_NAMES}\n  Did you mean "if"?`],
  ['{{constructor}}', `1:3 unknown helper "constructor", expected one of ${HELPER_NAMES}`],
  ['{{lookup (sockets "netstat-open") "constructor"}}', `1:3 unknown helper "lookup", expected one of ${HELPER_NAMES}`],
  [
    '{{#claim "no-reset"}}{{else}}{{counts 1}}{{/claim}}',
    `1:32 unknown helper "counts", expected one of ${HELPER_NAMES}\n  Did you mean "count"?`,
  ],
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
  ['{{terminal}}', '1:1 unexpected nothing for {{terminal}}, expected the name of a terminal: server or client2'],
  ['{{terminal true}}', '1:1 unexpected true for {{terminal}}, expected the name of a terminal: server or client2'],
  ['{{claim}}', '1:1 unexpected nothing for {{claim}}, expected the name of a claim: no-reset'],
  ['{{parameter}}', '1:1 unexpected nothing for {{parameter}}, expected the name of a parameter: port'],
  ['{{host}}', '1:1 unexpected nothing for {{host}}, expected the name of a host: one of vit001, vit002, vit003'],
  [
    '{{host "vit001"}}',
    '1:1 unexpected nothing for {{host}}, expected the name of a field: one of name, full-name, address, interface, network, mac',
  ],
  [
    '{{time (sockets "netstat-open")}}',
    '1:1 unexpected rows for {{time}}, expected the name of an evidence: one of server, wire, client2, netstat-open',
  ],
  [
    '{{pick (sockets "netstat-open")}}',
    `1:1 unexpected nothing for {{pick}}, expected the name of a field: one of ${SOCKET_FIELDS}`,
  ],
  ['{{number "x"}}', '1:1 unexpected "x" for {{number}}, expected a number, e.g. (count ...)'],
  ['{{eq 1}}', '1:1 unexpected nothing for {{eq}}, expected a value'],
  ['{{head 1}}', '1:1 unexpected 1 for {{head}}, expected no argument'],
  ['{{eq 1 2 3}}', '1:1 unexpected 3 for {{eq}}, expected 2 arguments at most'],
  ['{{terminal "server" "x"}}', '1:1 unexpected "x" for {{terminal}}, expected 1 argument at most'],
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
  ['{{terminal "server" match="/(/"}}', '1:1 /(/ is not a regular expression: missing closing )'],
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
    '1:9 unknown state "OPEN" for {{sockets}}, expected one of LISTEN, SYN_SENT, SYN_RECV, ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSE',
  ],
  [
    '{{sockets "netstat-open"}}',
    '1:1 {{sockets}} gives sockets, which are no text\n  Use (sockets "netstat-open") in {{count ...}}, {{pick ... "field"}}, {{list ... "field"}} or {{#each ...}}.',
  ],
  ['{{frame (processes "netstat-open")}}', '1:1 unexpected processes for {{frame}}, expected (packets ...)'],
  ['{{count 3}}', '1:1 unexpected 3 for {{count}}, expected rows such as (sockets "netstat-open" state="LISTEN")'],
  [
    '{{pick (sockets "netstat-open") "peer.prt"}}',
    `1:1 unknown field of a socket "peer.prt" for {{pick}}, expected one of ${SOCKET_FIELDS}\n  Did you mean "peer.port"?`,
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
  ['{{#if}}x{{/if}}', '1:1 unexpected 0 conditions for {{#if}}, expected 1'],
  ['x\n\ufdd0', '2:1 unexpected character U+FDD0, which stands for evidence'],
  ['See {{terminal "server"}}', `1:5 unexpected {{terminal}} in the middle of a text${ALONE}`],
  ['x {{terminal "server"}}\n{{head}}', `1:3 unexpected {{terminal}} in the middle of a text${ALONE}`],
  [
    '```\n{{terminal "server"}}\n```',
    `2:1 unexpected {{terminal}} in a code block (it makes its own; at the start of a line, 4 spaces make one too)${ALONE}`,
  ],
  [
    '    {{terminal "server"}}',
    `1:5 unexpected {{terminal}} in a code block (it makes its own; at the start of a line, 4 spaces make one too)${ALONE}`,
  ],
  ['# {{terminal "server"}}', `1:3 unexpected {{terminal}} in a heading${ALONE}`],
  [
    '<div>\n{{terminal "server"}}\n</div>',
    `2:1 unexpected {{terminal}} in HTML, which ends at the next empty line${ALONE}`,
  ],
  [
    '>-\t{{terminal "server"}}',
    "1:4 {{terminal}} can't stand here, its output would not stay in one piece\n  Put it at the start of a line, with an empty line before and after it.",
  ],
  ['`{{terminal "server"}}`', `1:2 unexpected {{terminal}} in a code span${ALONE}`],
])('%j', (template, expected) => {
  const text = refusal(template, RUN);
  expect(text).toBe(`report.md.hbs:${expected}`);
});
