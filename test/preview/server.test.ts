import { readFileSync } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { labreport, makeFolder, snapshot } from '../journeys/labreport.ts';
import { ask, makeWorkshop, type Started, startPreview, type Workshop } from './preview.ts';

let workshop: Workshop;
let preview: Started;
let port: string;
let token: string;
beforeAll(async () => {
  workshop = await makeWorkshop();
  preview = await startPreview(workshop.report, { cwd: workshop.cwd });
  port = new URL(preview.url).port;
  token = new URL(preview.url).pathname.slice(1, -1);
});

const ROUTES = ['', 'events', 'view/template', 'log/server', 'cast/server', 'packets/traffic', 'file/record.json'];

describe('who may ask', () => {
  test('the page’s own requests are answered, and browsers are told to do nothing else with the answers', async () => {
    const headers = { Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' };
    for (const route of ROUTES) {
      const answer = await ask(preview.url, { path: `/${token}/${route}`, headers });
      expect({ route, status: answer.status }).toEqual({ route, status: 200 });
      expect(answer.headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test.each<[string, Record<string, string>]>([
    ['another host, as after DNS rebinding', { Host: 'lab.example' }],
    ['the right name at another port', { Host: '127.0.0.1:1' }],
    ['a name that begins like ours', { Host: '127.0.0.1.lab.example' }],
    ['another origin', { Origin: 'https://lab.example' }],
    ['an origin that hides', { Origin: 'null' }],
    ['our address by another protocol', { Origin: 'https://127.0.0.1' }],
    ['a page of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a page of another port here', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s is refused everywhere', async (_, headers) => {
    for (const route of ROUTES) {
      const { status } = await ask(preview.url, { path: `/${token}/${route}`, headers });
      expect({ route, status }).toEqual({ route, status: 403 });
    }
    for (const route of ['run', 'stop']) {
      const own = { Origin: `http://127.0.0.1:${port}`, ...headers };
      const { status } = await ask(preview.url, { path: `/${token}/${route}`, method: 'POST', headers: own });
      expect({ route, status }).toEqual({ route, status: 403 });
    }
  });

  test.each(['/', '/wrong/', '/open-wrong', `/?token=TOKEN`, '/TOKE', '/TOKENx/', '//TOKEN/', '/.%2fTOKEN/'])(
    'without the token, at "%s", nobody is let in',
    async (path) => {
      for (const route of ROUTES) {
        const { status } = await ask(preview.url, {
          path: `${path.replace('TOKEN', token).replace('TOKE', token.slice(0, -1))}${route}` || '/',
        });
        expect({ route, status }).toEqual({ route, status: 403 });
      }
    },
  );

  test('a form on another site starts no run, and neither does a request that says nothing of where it is from', async () => {
    const form = { 'Content-Type': 'text/plain', Origin: 'https://lab.example', 'Sec-Fetch-Site': 'cross-site' };
    for (const headers of [form, {}, { 'Content-Type': 'application/json' }]) {
      const answer = await ask(preview.url, { path: `/${token}/run`, method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(403);
    }
    const { body } = await ask(preview.url, { path: `/${token}/events` });
    expect(body).toContain('event: run\ndata: {"phase":"idle"');
  });

  test.each([
    ['PUT', 'run', 405, 'GET, POST'],
    ['DELETE', '', 405, 'GET, POST'],
    ['OPTIONS', 'run', 405, 'GET, POST'],
    ['TRACE', '', 405, 'GET, POST'],
    ['GET', 'run', 405, 'POST'],
    ['GET', 'stop', 405, 'POST'],
    ['POST', '', 405, 'GET'],
    ['POST', 'view/template', 405, 'GET'],
  ])('%s %s is answered with %i', async (method, route, status, allow) => {
    const headers = { Origin: `http://127.0.0.1:${port}` };
    const answer = await ask(preview.url, { path: `/${token}/${route}`, method, headers });
    expect({ status: answer.status, allow: answer.headers.allow }).toEqual({ status, allow });
  });

  test('it listens on the loopback address alone', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of others.filter(({ internal, family }) => !internal && family === 'IPv4')) {
      await expect(ask(`http://${address}:${port}/`)).rejects.toThrow('ECONNREFUSED');
    }
    await expect(ask(`http://127.0.0.2:${port}/`)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('what may be read', () => {
  test.each([
    'file/../../../../../../etc/passwd',
    'file/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    'file/..%2f..%2f..%2f..%2fetc%2fpasswd',
    'file//etc/passwd',
    'file/lab/../../secret',
    'file/unnamed.txt',
    'file/logs',
    'asset/../index.html',
    'asset/..%2f..%2fcli.js',
    'asset/%00',
    'image/report/../record.json',
    'image/report/record.json',
    'image/report/unnamed.svg',
    'image/other/figures/topology.svg',
    'log/../record',
    'log/no-such-evidence',
    'log/__proto__',
    'cast/build',
    'packets/server',
    'packet/traffic?frame=0',
    'packet/traffic?frame=99999',
    'view/other',
    'constructor',
    '__proto__',
    'toString/x',
  ])('%s is not there', async (route) => {
    await writeFile(join(workshop.report, 'unnamed.txt'), 'secret');
    await writeFile(join(workshop.report, 'unnamed.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const answer = await ask(preview.url, { path: `/${token}/${route}` });
    expect(answer.body).not.toMatch(/root:|secret/);
    // What climbs above the token is outside of what the token opens.
    expect([403, 404]).toContain(answer.status);
  });

  test('a link in the report’s folder leads nowhere', async () => {
    const { cwd, report } = await makeWorkshop();
    await writeFile(join(cwd, 'secret'), 'secret\n');
    for (const path of ['logs/server.txt', 'logs/server.cast', 'logs/traffic.pcap', 'figures/topology.svg']) {
      await rm(join(report, path));
      await symlink(join(cwd, 'secret'), join(report, path));
    }
    const { url } = await startPreview(report, { cwd });
    const { pathname } = new URL(url);
    for (const route of ['log/server', 'cast/server', 'file/logs/server.txt', 'image/report/figures/topology.svg']) {
      const { status, body } = await ask(url, { path: `${pathname}${route}` });
      expect({ route, status, body }).toEqual({
        route,
        status: 404,
        body: '{"message":"there is nothing of this name"}',
      });
    }
  });

  test('a record that names files outside its folder is not shown at all', async () => {
    const { cwd, report } = await makeWorkshop();
    const file = join(report, 'record.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"logs/server.txt"', '"../../../secret"'));
    expect(await labreport(['preview', report], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('log: got "../../../secret", expected a file in logs/'),
    });
  });

  test('sources and logs are plain text', async () => {
    const answer = await ask(preview.url, { path: `/${token}/file/lab/src/TCPecho.c` });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: readFileSync(join(workshop.report, 'lab/src/TCPecho.c'), 'utf8'),
    });
  });
});

describe('evidence', () => {
  const get = async (route: string) => {
    const { status, body } = await ask(preview.url, { path: `/${token}/${route}` });
    return { status, ...JSON.parse(body) };
  };

  test('a log comes in pages of lines', async () => {
    expect(await get('log/server?first=3&count=2')).toEqual({
      status: 200,
      total: 8,
      first: 3,
      lines: readFileSync(join(workshop.report, 'logs/server.txt'), 'utf8')
        .split('\r\n')
        .slice(2, 4)
        .map((text) => ({ text })),
    });
    const [, child] = /child (\d+)/.exec(readFileSync(join(workshop.report, 'logs/server.txt'), 'utf8')) ?? [];
    const found = await get(`find/server?text=CHILD%20${child}`);
    expect(found).toEqual({ status: 200, lines: expect.any(Array), isCut: false });
    expect(found.lines.length).toBe(2);
  });

  test.each([
    ['', 14],
    ['syn', 4],
    ['flags=SYN', 4],
    ['flags="SYN ACK"', 2],
    ['flags=syn,ack from=server', 2],
    ['from=vit002', 4],
    ['from=192.0.2.2 to=vit001', 4],
    ['of=client2', 7],
    ['of=client2 flags=PSH', 2],
    ['of=client2 from=client flags=PSH', 1],
    ['port=8990', 14],
    ['port=1', 0],
    ['payload="asdf from vit003"', 2],
    ['protocol=tcp', 14],
    ['protocol=UDP', 0],
    ['192.0.2.3', 7],
    ['vit003.lab.example', 7],
    ['"asdf from" vit002 push', 0],
    ['"asdf from" PSH', 4],
  ])('the filter %j chooses %i packets', async (filter, matched) => {
    const page = await get(`packets/traffic?filter=${encodeURIComponent(filter)}`);
    expect(page).toMatchObject({ status: 200, total: 14, matched });
    expect(page.rows).toHaveLength(matched);
  });

  test.each([
    [
      'frm=vit002',
      {
        message: 'unexpected word "frm", expected one of from, to, of, flags, port, payload, protocol',
        hint: 'Did you mean from?',
      },
    ],
    [
      'from=vit009',
      {
        message: 'unexpected host "vit009", expected one of client, server, vit001, vit002, vit003',
        hint: 'Did you mean vit001?',
      },
    ],
    [
      'flags=SIN',
      {
        message: 'unexpected flag "SIN", expected one of FIN, SYN, RST, PSH, ACK, URG, ECE, CWR',
        hint: 'Did you mean FIN?',
      },
    ],
  ])('a mistake in the filter, %s, is told with the words that would do', async (filter, refusal) => {
    expect(await get(`packets/traffic?filter=${filter}`)).toEqual({ status: 422, ...refusal });
  });

  test('a packet has its fields, its bytes, its place and the line that tcpdump printed', async () => {
    const packet = await get('packet/traffic?frame=7&filter=flags%3DPSH');
    expect(packet).toMatchObject({ status: 200, frame: 7, place: 0, more: 0, lines: { first: 8, last: 8 } });
    expect(packet.dump).toEqual([
      { offset: '0000', hex: '61 73 64 66 20 66 72 6f 6d 20 76 69 74 30 30 32', text: 'asdf from vit002' },
      { offset: '0010', hex: '0a', text: '·' },
    ]);
    expect(packet.fields).toContainEqual({ name: 'Flags', value: 'PSH ACK' });
    expect(packet.fields).toContainEqual({ name: 'From', value: expect.stringMatching(/^192\.0\.2\.2:\d+$/) });
  });
});

describe('the command', () => {
  test('a port in use is told, with exit status 2', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const taken = await new Promise<number>((resolve) => {
      server.on('listening', () => resolve((server.address() as AddressInfo).port));
    });
    expect(await labreport(['preview', workshop.report, '--port', `${taken}`], { cwd: workshop.cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr: `labreport: port ${taken} is in use, expected one that is free\n  Leave --port away, and a free one is chosen.\n`,
    });
    server.close();
  });

  test.each(['0', '65536', 'http', '-1', '80.5'])('--port %s is refused', async (value) => {
    expect(await labreport(['preview', workshop.report, '--port', value], { cwd: workshop.cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr: `labreport: --port got "${value}", expected a number from 1 to 65535\n  Leave it away, and a free one is chosen.\n`,
    });
  });

  test('a folder without a report is told', async () => {
    const cwd = await makeFolder();
    expect(await labreport(['preview', 'nothing'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no report in nothing, expected the folder of a report'),
    });
  });

  test('looking writes nothing, and Ctrl-C ends it', async () => {
    const { cwd, report } = await makeWorkshop();
    const before = await snapshot(cwd);
    const one = await startPreview(report, { cwd });
    for (const route of ROUTES) await ask(one.url, { path: `${new URL(one.url).pathname}${route}` });
    expect(await one.stop()).toBe(0);
    expect(one.said.stderr).toBe('');
    expect(await snapshot(cwd)).toEqual(before);
    await expect(ask(one.url)).rejects.toThrow('ECONNREFUSED');
  });

  test('--open gives the browser an address that works once, and not the token', async () => {
    const { cwd, report } = await makeWorkshop();
    await writeFile(
      join(cwd, 'xdg-open'),
      `#!/bin/sh\nprintf %s "$1" >"${cwd}/opened.new"; mv "${cwd}/opened.new" "${cwd}/opened"\n`,
      { mode: 0o755 },
    );
    const env = process.env.PATH;
    process.env.PATH = `${cwd}:${env}`;
    const one = await startPreview(report, { cwd, args: ['--open'] });
    process.env.PATH = env;
    await expect.poll(() => readFile(join(cwd, 'opened'), 'utf8').catch(() => ''), { timeout: 10_000 }).not.toBe('');
    const opened = await readFile(join(cwd, 'opened'), 'utf8');
    const { pathname } = new URL(one.url);
    expect(opened).not.toContain(pathname.slice(1, -1));
    expect(await ask(opened)).toMatchObject({ status: 303, headers: { location: pathname } });
    expect(await ask(opened)).toMatchObject({ status: 403 });
  });
});
