import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { childPid, eventually, freePort, killPrograms, Program, processState, sockets, states } from './program.ts';

const labs = new URL('../../labs/', import.meta.url).pathname;
const variants = ['all', 'noreaper', 'reuse', 'sigpipe', 'sequential', 'hasty'];
const strictly = 'CFLAGS=-std=c11 -O1 -Wall -Wextra -Wpedantic -Werror';
const missing = ['make', 'cc'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);

afterEach(killPrograms);

describe.skipIf(missing.length > 0)(`the labs' programs (missing here: ${missing.join(', ') || 'nothing'})`, () => {
  let folder: string;
  let port: number;
  let small: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lab-programs-'));
    small = join(folder, 'small');
    cpSync(join(labs, 'concurrent-servers/src'), folder, { recursive: true });
    cpSync(join(labs, 'two-clients/src'), small, { recursive: true });
    await promisify(execFile)('make', ['-B', '-j2', strictly, ...variants], { cwd: folder });
    await promisify(execFile)('make', ['-B', '-j2', strictly], { cwd: small });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const serve = async (name: string, where = folder): Promise<Program> => {
    port = await freePort();
    return new Program(where, name, port).until('Waiting for incoming connections');
  };
  const restart = (name: string) => new Program(folder, name, port);
  const connect = (where = folder) => new Program(where, 'TCPecho', '127.0.0.1', port).until('Connected to');
  const echo = async (client: Program, line: string) => {
    client.type(`${line}\n`);
    await client.until(`\n${line}\n`);
  };

  it.each(['concurrent-servers', 'two-clients'])(
    '%s: echoes for two clients at once, until each leaves',
    async (lab) => {
      const where = lab === 'two-clients' ? small : folder;
      const server = await serve('TCPechod', where);
      const first = await connect(where);
      await echo(first, 'from the first');
      const second = await connect(where);
      await echo(second, '\x1b[2J\xe1');
      expect(states(port)).toEqual(['ESTABLISHED', 'ESTABLISHED', 'LISTEN']);
      second.endInput();
      expect(await second.end()).toBe(0);
      await first.end('SIGINT');
      await expect.poll(() => states(port), eventually).toEqual(['LISTEN']);
      expect(second.lines).toEqual([
        'Connected to 127.0.0.1 port N from port N',
        '\x1b[2J\xe1',
        'Connection closed by the server',
      ]);
      await expect
        .poll(() => server.lines, eventually)
        .toEqual([
          'Parent: Waiting for incoming connections at port N',
          'Parent: Incoming connection from 127.0.0.2 remote port N',
          'child N: receiving data: from the first',
          'Parent: Incoming connection from 127.0.0.2 remote port N',
          'child N: receiving data: .[2J..',
          'child N: connection closed by the client',
          'child N: connection closed by the client',
        ]);
    },
  );

  it.each([
    ['TCPechod', 'gone'],
    ['TCPechod_noreaper', 'Z'],
  ])('%s: the ended child is %s', async (name, state) => {
    const server = await serve(name);
    const client = await connect();
    await echo(client, 'asdf');
    const pid = await childPid(server);
    await expect.poll(() => processState(pid), eventually).toBe('S');
    await client.end('SIGINT');
    await expect.poll(() => processState(pid), eventually).toBe(state);
  });

  it('a port in use is an error that says so', async () => {
    await serve('TCPechod');
    const second = restart('TCPechod');
    expect(await second.end()).toBe(1);
    expect(second.output).toBe(`TCPechod: bind to port ${port}: Address already in use\n`);
  });

  it.each([
    ['TCPechod', 'TCPechod', false],
    ['TCPechod', 'TCPechod_reuse', false],
    ['TCPechod_reuse', 'TCPechod', false],
    ['TCPechod_reuse', 'TCPechod_reuse', true],
  ])('%s ends first; %s starts at once: %s', async (before, after, starts) => {
    const server = await serve(before);
    const client = await connect();
    await echo(client, 'asdf');
    await server.end('SIGINT');
    expect(await client.end()).toBe(0);
    await expect.poll(() => states(port), eventually).toEqual(['TIME_WAIT']);
    await restart(after).until(starts ? 'Waiting for incoming connections' : 'Address already in use');
  });

  it('a parent that ends alone leaves the child serving, and the port in use', async () => {
    const server = await serve('TCPechod');
    const client = await connect();
    await echo(client, 'asdf');
    server.signal('SIGTERM');
    await expect.poll(() => states(port), eventually).toEqual(['ESTABLISHED']);
    await echo(client, 'still there');
    expect(await restart('TCPechod').end()).toBe(1);
  });

  it('the sequential server leaves the second client unanswered until the first has left', async () => {
    const server = await serve('TCPechod_seq');
    const first = await connect();
    await echo(first, 'one');
    const second = await connect();
    second.type('two\n');
    await expect.poll(() => sockets(port), eventually).toContainEqual({ state: 'ESTABLISHED', unread: 4 });
    await echo(first, 'one again');
    expect(second.lines).toEqual(['Connected to 127.0.0.1 port N from port N']);
    await first.end('SIGINT');
    await second.until('\ntwo\n');
    await second.end('SIGINT');
    await expect.poll(() => states(port), eventually).toEqual(['LISTEN']);
    await expect.poll(() => server.lines.at(-1), eventually).toBe('Waiting for incoming connections at port N');
  });

  it('the sequential server goes on after a client that left while it waited', async () => {
    const server = await serve('TCPechod_seq');
    const first = await connect();
    await echo(first, 'one');
    const second = await connect();
    second.type('waiting 1\nwaiting 2\n');
    await expect.poll(() => sockets(port), eventually).toContainEqual({ state: 'ESTABLISHED', unread: 20 });
    await second.end('SIGINT');
    await expect.poll(() => states(port), eventually).toContain('CLOSE_WAIT');
    await first.end('SIGINT');
    await server.until('Broken pipe\nWaiting');
    expect(server.lines.slice(-5)).toEqual([
      'Incoming connection from 127.0.0.2 remote port N',
      'receiving data: waiting 1',
      'receiving data: waiting 2',
      'write failed: Broken pipe',
      'Waiting for incoming connections at port N',
    ]);
  });

  it('the faulty sequential server keeps each connection in CLOSE_WAIT; its end frees the port', async () => {
    const server = await serve('TCPechod_seq_faulty');
    for (const line of ['one', 'two']) {
      const client = await connect();
      await echo(client, line);
      await client.end('SIGINT');
    }
    await expect.poll(() => states(port), eventually).toEqual(['CLOSE_WAIT', 'CLOSE_WAIT', 'LISTEN']);
    await server.end('SIGINT');
    await restart('TCPechod_seq_faulty').until('Waiting for incoming connections');
  });

  it('a hasty client makes the second write fail; parent and child count their own SIGPIPE', async () => {
    const server = await serve('TCPechod_sigpipe');
    server.signal('SIGPIPE');
    await server.until('Parent: SIGPIPE number 1');
    for (const run of [1, 2, 3, 4, 5]) {
      const before = server.lines.length;
      expect(await new Program(folder, 'TCPecho_hasty', '127.0.0.1', port, 3).end()).toBe(0);
      await expect.poll(() => server.output.split('Broken pipe').length - 1, eventually).toBe(run);
      expect(server.lines.slice(before)).toEqual([
        'Parent: Incoming connection from 127.0.0.2 remote port N',
        'child N: receiving data: line 1',
        'child N: receiving data: line 2',
        'child N: SIGPIPE number 1',
        'child N: write failed: Broken pipe',
      ]);
    }
  });

  it('wrong arguments are refused with what was expected', async () => {
    const server = new Program(folder, 'TCPechod', 'http');
    expect(await server.end()).toBe(1);
    expect(server.output).toBe('TCPechod: got port "http", expected a number from 1 to 65535\n');
  });
});
