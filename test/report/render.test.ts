import { expect, test } from 'vitest';
import { said } from '../said.ts';
import { NETSTAT, render } from './fixture.ts';

const WHOLE = `---
title: "x"   # kept as it is
---
Concurrent servers  
===

[x] * _kept_ 10.0.0.1:5000 12:30:45 <b>html</b> &amp; \\*

Both clients on port {{parameter "port"}}:

* On \`vit001\`:

    {{terminal "server"}}

> {{moment "netstat-open" match="LISTEN"}}

{{#claim "no-reset"}}
{{number (count (sockets "netstat-open" state="ESTABLISHED"))}} connections, ports {{list (sockets "netstat-open" state="ESTABLISHED") "peer.port"}}.
{{/claim}}
|a|b|
`;

test('a whole report: evidence in blocks, values in prose, every other byte as it was written', () => {
  const markdown = render(WHOLE, {
    terminals: [{ id: 'server', command: './TCPechod 8990', output: 'Waiting\r\n^C\r\n', exit: { signal: 'SIGINT' } }],
    moments: [{ id: 'netstat-open', command: 'netstat -ptan', output: NETSTAT, exit: { status: 0 } }],
    verdicts: [
      { claim: 'no-reset', says: 'No connection is reset', status: 'held', reason: said('no RST was seen'), cites: [] },
    ],
  });
  expect(markdown).toBe(`---
title: "x"   # kept as it is
---
Concurrent servers  
===

[x] * _kept_ 10.0.0.1:5000 12:30:45 <b>html</b> &amp; \\*

Both clients on port 8990:

* On \`vit001\`:

    \`\`\`console server
    [2026-10-08, 13:15:23] ./TCPechod 8990
    Waiting
    ^C
    \`\`\`

> \`\`\`console netstat-open
> [2026-10-08, 13:15:23] netstat -ptan
> tcp        0      0 0.0.0.0:8990            0.0.0.0:*               LISTEN      12/./TCPechod       
> \`\`\`
>
> Line 3 of 5 (those that show LISTEN); the whole is in [logs/netstat-open.txt](logs/netstat-open.txt).

two connections, ports 36030 and 38466.
|a|b|
`);
});

test('the same input gives the same bytes, whatever clock and zone the reader has', () => {
  const run = { moments: [{ id: 'netstat-open', output: NETSTAT, startedAt: '2026-01-01T00:30:00.000-05:00' }] };
  const zone = process.env.TZ;
  const here = render('{{moment "netstat-open" lines="3"}} ', run);
  process.env.TZ = 'Asia/Tokyo';
  const there = render('{{moment "netstat-open" lines="3"}} ', run);
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(there).toBe(here);
  expect(here.split('\n')[1]).toBe('[2026-01-01, 00:30:00] run netstat-open');
});

test('a byte order mark and CRLF line ends stay', () => {
  const run = { terminals: [{ id: 'server', output: 'ok\n' }] };
  expect(render('\ufeffone\r\n\r\n{{terminal "server"}}\r\n\r\n*two* `{{parameter "port"}}`\r\n', run)).toBe(
    '\ufeffone\r\n\r\n```console server\n[2026-10-08, 13:15:23] run server\nok\n```\r\n\r\n*two* `8990`\r\n',
  );
});

test('a value that needs a longer fence is put where it belongs after a byte order mark', () => {
  const run = { terminals: [{ id: 'server', values: { x: 'a`b' } }] };
  expect(render('\ufeff`{{value "server.x"}}` and {{value "server.x"}}', run)).toBe('\ufeff``a`b`` and a\\`b');
});

test('partials are filled in like the template', () => {
  const partials = { shown: 'It was {{what}}:\n\n{{terminal "server"}}\n' };
  const run = { terminals: [{ id: 'server', output: 'ok\n' }] };
  expect(render('{{> shown what="so"}}\nend\n', run, partials)).toBe(
    'It was so:\n\n```console server\n[2026-10-08, 13:15:23] run server\nok\n```\nend\n',
  );
});
