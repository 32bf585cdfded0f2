import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findTool } from '../../src/tools/find.ts';
import { toolsIn } from '../../src/tools/named.ts';
import { installLine, packageOf } from '../../src/tools/packages.ts';
import { toolVersions } from '../../src/tools/versions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labreport-tools-'));
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function makeTool(name: string, script: string) {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

test.each([
  ['netstat -ptan | grep ":8[0-9]\\+"', ['netstat', 'grep']],
  ['ps x', ['ps']],
  ['/usr/sbin/tcpdump -n', ['tcpdump']],
  ['LC_ALL=C ss -tan > ss.txt && wc -l < ss.txt', ['ss', 'wc']],
  ['sudo -n timeout 5 tcpdump port 8990', ['tcpdump']],
  ['grep tcpdump "netstat; ps"', ['grep']],
  ["echo 'a | ps' | sort", ['sort']],
  ['echo "$(ip -br addr)" `ss`', ['ss']],
  ['for p in $(pgrep TCPechod); do ps -p $p; done', ['pgrep', 'ps']],
  ['make all noreaper', ['make']],
  ['./ps x; ./make', []],
  ['env -i A=1 xargs -n 1 ps', ['ps']],
  ['! grep -q x file', ['grep']],
  ['if ps x; then ss; else ip a; fi', ['ps', 'ss', 'ip']],
  ['', []],
])('tools in %j', (command, tools) => {
  expect(toolsIn([command])).toEqual(tools);
});

test('each tool is named once, in the order of the commands', () => {
  expect(toolsIn(['ps x | grep a', 'netstat -tan | grep b', 'ps ax'])).toEqual(['ps', 'grep', 'netstat']);
});

test('a tool is found where an ordinary user has no PATH', () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(findTool('ldconfig')).toMatch(/^\/(usr\/)?sbin\/ldconfig$/);
  expect(findTool('no-such-tool')).toBeUndefined();
});

test('a file that may not be executed is no tool', async () => {
  await makeTool('plain', '');
  expect(findTool('plain')).toBe(join(folder, 'plain'));
  await chmod(join(folder, 'plain'), 0o644);
  expect(findTool('plain')).toBeUndefined();
});

test('Debian packages, each named once', () => {
  expect(packageOf('netstat')).toBe('net-tools');
  expect(packageOf('toString')).toBeUndefined();
  expect(installLine(['tcpdump', 'netstat', 'ifconfig', 'ss'])).toBe('sudo apt-get install tcpdump net-tools iproute2');
});

test('real tools tell their versions', async () => {
  const versions = await toolVersions(['tcpdump', 'netstat', 'ip', 'ss', 'ps', 'gcc', 'make', 'unshare', 'bash']);
  expect(versions).toEqual({
    tcpdump: expect.stringMatching(/^tcpdump version \d/),
    netstat: expect.stringMatching(/^net-tools \d/),
    ip: expect.stringMatching(/^ip utility, iproute2-\d/),
    ss: expect.stringMatching(/^ss utility, iproute2-\d/),
    ps: expect.stringMatching(/^ps from procps-ng \d/),
    gcc: expect.stringMatching(/^gcc \(.*\) \d/),
    make: expect.stringMatching(/^GNU Make \d/),
    unshare: expect.stringMatching(/^unshare from util-linux \d/),
    bash: expect.stringMatching(/^GNU bash, version \d/),
  });
});

test('a tool that tells no version is left out, one that refuses --version is asked on', async () => {
  await makeTool('mute', '');
  await makeTool('refuses', 'echo "usage 1.0: refuses FILE" >&2; exit 1');
  await makeTool('late', '[ "$1" = -V ] || { echo "bad option"; exit 2; }; echo "late 2.5" >&2');
  await makeTool('waits', 'cat; echo "waits 3.0"; echo "more 4.0"');
  expect(await toolVersions(['mute', 'refuses', 'late', 'waits', 'missing', './waits'])).toEqual({
    late: 'late 2.5',
    waits: 'waits 3.0',
  });
});

test('a tool that does not answer is ended and left out', async () => {
  await makeTool('hangs', 'exec tail -f /dev/null');
  expect(await toolVersions(['hangs', 'bash'])).toEqual({ bash: expect.any(String) });
});
