import { describe, expect, test } from 'vitest';
import { said } from '../said.ts';
import { NETSTAT, PS, render, type TestRun } from './fixture.ts';

const RUN: TestRun = {
  terminals: [
    { id: 'server', pid: 12, exit: { status: 1 }, output: 'Waiting for connections\r\n', beganMs: 10 },
    { id: 'client2', host: 'vit002', exit: { signal: 'SIGINT' }, values: { port: '36030' }, beganMs: 35.5 },
  ],
  moments: [
    { id: 'netstat-open', output: NETSTAT },
    { id: 'ps-during', output: PS },
  ],
};

test.each([
  ['{{count (sockets "netstat-open")}}', '3'],
  ['{{count (sockets "netstat-open" state="ESTABLISHED")}}', '2'],
  ['{{count (sockets "netstat-open")}}{{count (sockets "netstat-open")}}', '33'],
  ['{{#each (sockets "netstat-open")}}{{@index}}{{this.line}}{{#if (eq this.line 3)}}!{{/if}} {{/each}}', '03! 14 25 '],
  ['{{count (sockets "netstat-open" peer="vit002")}}', '1'],
  ['{{count (sockets "netstat-open" peer="vit002" peerPort=(value "client2.port"))}}', '1'],
  ['{{count (sockets "netstat-open" port=8990 program="TCPechod")}}', '3'],
  ['{{number (count (sockets "netstat-open" state="ESTABLISHED"))}}', 'two'],
  ['{{number 12}} {{number 13}} {{number 0}} {{number 1234}}', 'twelve 13 0 1,234'],
  ['{{count (processes "ps-during" program="TCPechod" state="Z")}}', '2'],
  ['{{pick (processes "ps-during" state="S") "pid"}}', '12'],
  ['{{pick (sockets "netstat-open" peer="vit003") "peer.port"}}', '38466'],
  ['{{pick (sockets "netstat-open" peer="vit003") "peer.address"}}', '192.0.2.3'],
  ['{{list (sockets "netstat-open" state="ESTABLISHED") "peer.port"}}', '36030 and 38466'],
  ['{{list (sockets "netstat-open" state="TIME_WAIT") "peer.port"}}', 'none'],
  ['{{list (processes "ps-during") "pid"}}', '12, 14 and 17'],
  ['{{pick (processes "ps-during" state="Z") "command"}}', '\\[TCPechod\\] \\<defunct\\>'],
  ['`{{pick (processes "ps-during" state="Z") "command"}}`', '`[TCPechod] <defunct>`'],
  ['{{value "server.pid"}} {{value "client2.port"}}', '12 36030'],
  ['{{parameter "port"}}', '8990'],
  ['{{host "vit001" "address"}} {{host "vit002" "full-name"}}', '192.0.2.1 vit002.lab.example'],
  ['{{exit "server"}}, {{exit "client2"}}', 'status 1, SIGINT'],
  ['{{time "netstat-open"}}', '13:15:23'],
  ['{{ms (between "server" "client2")}}', '25.5 ms'],
  ['{{#if (eq (count (sockets "netstat-open")) 3)}}three{{else}}other{{/if}}', 'three'],
  ['{{#if (gt (count (sockets "netstat-open")) 3)}}more{{else}}no{{/if}}', 'no'],
  ['{{#if (sockets "netstat-open" state="CLOSE_WAIT")}}some{{else}}none{{/if}}', 'none'],
  ['{{#unless (sockets "netstat-open" state="CLOSE_WAIT")}}none{{/unless}}', 'none'],
  ['{{#if (and (shows "server" "Waiting") (not (shows "server" "/^Connected/")))}}yes{{/if}}', 'yes'],
  ['{{#if (or (shows "server" "nothing") (shows "server" "/^Wait.*s$/"))}}yes{{/if}}', 'yes'],
  [
    '{{#each (sockets "netstat-open" state="ESTABLISHED")}}{{@index}}:{{this.pid}}-{{peer.port}}{{#unless @last}}, {{/unless}}{{/each}}',
    '0:14-36030, 1:17-38466',
  ],
  ['{{#each (sockets "netstat-open" state="CLOSE")}}x{{else}}none{{/each}}', 'none'],
])('%s', (template, expected) => {
  expect(render(template, RUN)).toBe(expected);
});

describe('what a broken-off run has not got', () => {
  const failure = { step: 3, expected: said('the end'), seen: said('nothing') };
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
  const warning =
    '> **The run is incomplete:** it stopped at step 4 of 4 (lab.yaml:31, moment). Expected: the end. Seen: nothing. ' +
    'The text is written for a whole run: what it tells of this step and of later ones was not seen.\n\n';

  test.each([
    ['{{count (sockets "netstat-open")}} sockets', '(not available) sockets'],
    ['{{value "client2.port"}}, {{exit "server"}}', '(not available), (not available)'],
    [
      '{{#if (sockets "netstat-open")}}some{{else}}none{{/if}}',
      '> **Not available:** the run ended before it was seen.',
    ],
    ['It had {{#if (sockets "netstat-open")}}some{{else}}none{{/if}}.', 'It had (not available).'],
    [
      '- one\n  {{#if (sockets "netstat-open")}}\n  some\n  {{/if}}\n- two',
      '- one\n\n  > **Not available:** the run ended before it was seen.\n\n- two',
    ],
  ])('%s', (template, expected) => {
    expect(render(template, run)).toBe(warning + expected);
  });
});
