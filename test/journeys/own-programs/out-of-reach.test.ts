import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test, vi } from 'vitest';
import { callNumber } from '../../../src/hosts/syscalls.ts';
import type { Capture, RunRecord, Terminal } from '../../../src/record/run-record.ts';
import { findTool } from '../../../src/tools/find.ts';
import { failureInWords } from '../../failure-in-words.ts';
import { cli, idsOf, isLong, labYaml, makeLab, type User, users } from '../labreport.ts';
import { eventually, Sandbox } from '../sandbox.ts';
import { FLOODING, GREEDY, MAKEFILE, MURDEROUS, PARENTAL } from './own-code.ts';

const canConfine = findTool('bwrap') !== undefined;
if (!canConfine) console.warn('skipped: what is out of confined programs’ reach, because bwrap is not installed');

/** A program of the author's own beside a lab's other steps. */
async function makeOwn(options: { source: string; steps: string; user: User; more?: string; make?: string }) {
  const { source, steps, user, more = '', make = MAKEFILE } = options;
  const files = { 'own/Makefile': make, 'own/hostile.c': source, 'labs/small/src/Makefile': MAKEFILE };
  return makeLab(labYaml(steps, `source: src\nbuild: make all\n${more}`), { user, files });
}

async function read(cwd: string) {
  const folder = join(cwd, 'reports/small');
  const record: RunRecord = JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'));
  const log = async (id: string) => (await readFile(join(folder, `logs/${id}.txt`), 'utf8')).replaceAll('\r\n', '\n');
  const capture = record.evidence.find(({ kind }) => kind === 'capture') as Capture;
  return { record, report: await readFile(join(folder, 'report.md'), 'utf8'), log, capture };
}

async function runIn(cwd: string, user: User, args = ['--source', 'own']) {
  const sandbox = await Sandbox.open();
  try {
    const ran = await sandbox.run(['generate', 'small', ...args], { cwd, user });
    await expect.poll(() => sandbox.processes(), eventually).toEqual([]);
    return ran;
  } finally {
    await sandbox.close();
  }
}

const CALLS: [name: string, ...args: number[]][] = [
  ['keyctl', 0, 0xfffffffd, 0],
  ['add_key', 0, 0, 0, 0, 0],
  ['request_key', 0, 0, 0, 0],
  ['bpf', 0, 0, 0],
  ['userfaultfd', 0],
  ['perf_event_open', 0, 0, 0xffffffff, 0xffffffff, 0],
  ['io_uring_setup', 1, 0],
  ['io_uring_enter', 0, 0],
  ['memfd_create', 0, 0],
  ['shmget', 0, 4096, 0o1600],
  ['msgget', 0, 0o1600],
  ['semget', 0, 1, 0o1600],
  ['unshare', 0x10000000],
  ['setns', 0, 0],
  ['clone', 0x10000011],
  ['clone3', 0, 0],
  ['mount', 0, 0, 0, 0, 0],
  ['open_by_handle_at', 0, 0, 0],
  ['init_module', 0, 0, 0],
  ['kexec_load', 0, 0, 0, 0],
  ['syslog', 3, 0, 0],
  ['ioctl', 0, 0x5412, 0],
  ['ioctl', 0, 0x5423, 0],
  ['socket', 17, 3, 0],
  ['socket', 40, 1, 0],
  ['socket', 38, 5, 0],
  ['socket', 16, 3, 15],
  ['socket', 16, 3, 12],
];

// Root's in the long form alone.
describe.skipIf(!canConfine).each(isLong ? users : users.slice(-1))('%s', (user) => {
  test('system calls that no lab needs are refused', async () => {
    const words = CALLS.map(([name, ...args], i) => `${name}-${i}:${[callNumber(name), ...args].join(':')}`);
    const steps = `  - { open: greedy, on: vit001, run: "./hostile ${words.join(' ')}", until: done }\n`;
    const cwd = await makeOwn({ source: GREEDY, steps, user });
    expect((await runIn(cwd, user)).status).toBe(0);
    const told = (await (await read(cwd)).log('greedy')).match(/^.*: .*$/gm) ?? [];
    expect(told).toHaveLength(CALLS.length);
    expect(told.filter((line) => !/: (Operation not permitted|Function not implemented)$/.test(line))).toEqual([]);
  });

  test('compilers, interpreters and network tools go on working', async () => {
    const tools: Record<string, string> = {
      ip: 'ip -o -4 addr show dev eth0 | grep -o 192.0.2.1/24',
      ss: 'ss -tln >/dev/null && echo sockets',
      netstat: 'netstat -tan >/dev/null && echo sockets',
      getent: 'getent ahosts vit002 | head -n 1 | cut -d " " -f 1',
      perl: 'perl -MSocket -e "print inet_ntoa(scalar gethostbyname q(vit002)), qq(\\n)"',
      python3:
        '/usr/bin/python3 -c "import socket, threading; t = threading.Thread(target=print, args=(socket.gethostbyname(\'vit002\'),)); t.start(); t.join()"',
      node: 'node -e "console.log(require(\'os\').networkInterfaces().eth0[0].address)"',
      java: 'java -version 2>/dev/null && echo java',
      gcc: 'echo "int main(void) { return 7; }" >a.c && gcc -fsanitize=address a.c -o a; ./a; echo $?',
    };
    const expected: Record<string, string> = {
      ip: '192.0.2.1/24',
      ss: 'sockets',
      netstat: 'sockets',
      node: '192.0.2.1',
    };
    const answers = {
      ...expected,
      getent: '192.0.2.2',
      perl: '192.0.2.2',
      python3: '192.0.2.2',
      java: 'java',
      gcc: '7',
    };
    // What is not below /usr is not there for a confined program.
    const here = Object.keys(tools).filter((tool) => findTool(tool)?.startsWith('/usr/') || tool === 'ip');
    const script = here.map((tool) => `\techo "${tool}: $$(${tools[tool]?.replaceAll('$', () => '$$')})"\n`).join('');
    const make = `all:\n\ttrue\ntry:\n${script}`;
    const steps = '  - { open: tools, on: vit001, run: "make -s try; echo done", until: "done", limit: 30s }\n';
    const cwd = await makeOwn({ source: '', steps, user, make });
    const ran = await runIn(cwd, user);
    expect(ran.status, ran.stdout).toBe(0);
    const told = (await (await read(cwd)).log('tools')).trim().split('\n');
    expect(told).toEqual([...here.map((tool) => `${tool}: ${answers[tool as keyof typeof answers]}`), 'done']);
  });

  test('what a build leaves running ends with it, and what it leaves forbidden can be copied', async () => {
    const make = 'all:\n\tsetsid sleep 98765 >/dev/null 2>&1 & sleep 0.1; chmod 0 .\n';
    const watch =
      '/usr/bin/python3 -c \\"import ctypes; c = ctypes.CDLL(None); print(sum(c.inotify_init() >= 0 for _ in range(120)), flush=True)\\"';
    const steps = `  - { open: look, on: vit001, run: "ls /proc/1; ${watch}; echo done", until: done }
  - { moment: pause, on: vit001, run: sleep 2 }
`;
    const cwd = await makeOwn({ source: '', steps, user, make });
    const sandbox = await Sandbox.open();
    try {
      const { ran, ended } = sandbox.start(['generate', 'small', '--source', 'own'], { cwd, user });
      await expect.poll(() => ran.stdout, { ...eventually, timeout: 30_000 }).toContain('open look');
      expect(sandbox.processes().filter((each) => each.includes('98765'))).toEqual([]);
      expect(await ended).toMatchObject({ status: 0, stderr: '' });
      const [most, ...rest] = (await (await read(cwd)).log('look')).trim().split('\n');
      expect([Number(most) <= 64, rest]).toEqual([true, ['done']]);
    } finally {
      await sandbox.close();
    }
  });

  test('the person’s keys are not to be seen', async () => {
    const steps = '  - { open: keys, on: vit001, run: "cat /proc/keys; echo done", until: done }\n';
    const cwd = await makeOwn({ source: '', steps, user, make: 'all:\n\ttrue\n' });
    const [keyctl, addKey] = [callNumber('keyctl'), callNumber('add_key')];
    const join = `syscall(${keyctl}, 1, my $n = 'mine'); syscall(${addKey}, my $t = 'user', my $d = 'secret-of-mine', my $p = 'hidden', 6, -3) > 0 or die; exec @ARGV`;
    const argv = ['-e', join, process.execPath, cli, 'generate', 'small', '--source', 'own', '--quiet'];
    const ran = await execa('perl', argv, { cwd, env: { HOME: cwd }, reject: false, ...idsOf(user) });
    expect(ran.exitCode, ran.stderr).toBe(0);
    const keys = await (await read(cwd)).log('keys');
    expect(keys).toBe('done\n');
  });

  test('a program and its host tell the same process ids, and a signal meets whom the program means', async () => {
    const steps = `  - { open: parental, on: vit001, run: ./hostile, until: parent }
  - { moment: before, on: vit001, run: ps x }
  - { type: one, into: parental, until: '/child (?<one>\\d+)/' }
  - { moment: during, on: vit001, run: ps x | grep hostile }
  - { open: other, on: vit001, run: "echo ready; cat", until: ready }
  - { type: two, into: parental, until: '/child (?<two>\\d+)/' }
  - { moment: signal, on: vit001, run: "kill -KILL \${parental.one}" }
  - { wait: { processes: vit001, program: hostile, state: Z, count: 1 } }
  - { moment: after, on: vit001, run: ps x | grep hostile }
`;
    const cwd = await makeOwn({ source: PARENTAL, steps, user });
    const ran = await runIn(cwd, user);
    expect(ran.status, ran.stdout).toBe(0);
    const { log, record } = await read(cwd);
    const told = (await log('parental')).match(/(?<=parent |child )\d+/g) ?? [];
    expect(told[0]).toBe(`${(record.evidence.find(({ id }) => id === 'parental') as Terminal).pid}`);
    const shown = async (id: string) =>
      (await log(id))
        .trim()
        .split('\n')
        .filter((line) => !line.includes('grep'))
        .map((line) => line.trim().split(/\s+/));
    expect((await shown('during')).map(([pid]) => pid)).toEqual(told.slice(0, 2));
    expect((await shown('after')).map(([pid, , state]) => [pid, state?.[0]])).toEqual([
      [told[0], 'S'],
      [told[1], 'Z'],
      [told[2], 'S'],
    ]);
  });

  test('what testifies is neither seen nor harmed', async () => {
    const steps = `  - { open: steady, on: vit001, run: "echo ready; cat", until: ready }
  - { capture: wire, on: vit001 }
  - { open: hostile, on: vit001, run: ./hostile, until: done }
  - { moment: sockets, on: vit001, run: netstat -tan }
  - { moment: table, on: vit001, run: ps x }
  - { type: hello, into: steady, until: hello }
  - { stop: wire }
`;
    const cwd = await makeOwn({ source: MURDEROUS, steps, user });
    const ran = await runIn(cwd, user);
    expect(ran.status, ran.stdout).toBe(0);
    const { record, log, capture } = await read(cwd);
    expect(record.run.failure).toBeUndefined();
    expect(capture).toMatchObject({ exit: { status: 0 }, complete: true });
    const seen = (await log('hostile')).trim().split('\n');
    expect(seen).toEqual(['begun', 'sees 1', ...seen.filter((line) => line === 'sees its own'), 'done']);
    expect(await log('sockets')).toContain('Proto');
    const table = await log('table');
    expect(table).toContain('./hostile');
    expect(table).not.toMatch(/tcpdump|bwrap|perl/);
  });

  test('a capture that a program floods ends the run as one that has failed', async () => {
    const steps = `  - { capture: wire, on: vit001 }
  - { open: hostile, on: vit001, run: ./hostile, until: sent }
  - { moment: after, on: vit001, run: echo still here }
`;
    const cwd = await makeOwn({ source: FLOODING, steps, user, more: 'limits: { output: 200kB }\n' });
    expect((await runIn(cwd, user)).status).not.toBe(0);
    const { record, report } = await read(cwd);
    expect(failureInWords(record)).toEqual({
      step: 2,
      expected: 'capture wire to have all packets',
      seen: 'labreport ended tcpdump for its limit `output`',
    });
    expect(report).toContain('Expected: capture wire to have all packets. Seen: labreport ended tcpdump for its limit');
  });

  test('a moment that forks for ever is ended for its limit, and all else goes on', async () => {
    const steps = `  - { open: steady, on: vit001, run: "echo ready; cat", until: ready }
  - { moment: bomb, on: vit001, run: ./hostile }
  - { moment: after, on: vit001, run: echo still here }
  - { type: hello, into: steady, until: hello }
`;
    const source =
      '#include <unistd.h>\nint main(void) { for (;;) if (fork() == 0) { setsid(); if (fork()) _exit(0); } }\n';
    const cwd = await makeOwn({ source, steps, user, more: 'limits: { processes: 20 }\n' });
    const ran = await runIn(cwd, user);
    expect(ran.status, ran.stdout).toBe(0);
    const { record, log } = await read(cwd);
    expect(record.evidence.find(({ id }) => id === 'bomb')).toMatchObject({
      exit: { signal: 'SIGKILL' },
      limit: { name: 'processes', limit: 20, unit: 'processes' },
    });
    expect(await log('after')).toBe('still here\n');
    expect(await log('steady')).toBe('ready\nhello\nhello\n');
  });
});

/** What becomes of a tcpdump that somebody else signals. */
const FATES: [NodeJS.Signals, RegExp][] = [
  ['SIGSTOP', /^tcpdump did not answer, and did not end$/],
  ['SIGKILL', /^tcpdump was ended by SIGKILL$/],
];

test.each(FATES)('a tcpdump that gets %s: the report says what happened', async (signal, seen) => {
  const steps = `  - { capture: wire, on: vit001 }
  - { open: gate, on: vit001, run: "sleep 98765; echo open", until: open, limit: 30s }
  - { stop: wire, limit: 1s }
`;
  const cwd = await makeLab(labYaml(steps));
  const sandbox = await Sandbox.open();
  try {
    const { ended } = sandbox.start(['generate', 'small'], { cwd, user: users[0] as User });
    const find = (command: RegExp) => sandbox.processes().find((line) => command.test(line)) ?? '';
    const gate = /^\d+ sleep 98765$/;
    await expect.poll(() => find(gate), eventually).not.toBe('');
    process.kill(Number.parseInt(find(/^\d+ tcpdump .*-w wire\.pcap/), 10), signal);
    process.kill(Number.parseInt(find(gate), 10), 'SIGKILL');
    const ran = await ended;
    expect(ran).toMatchObject({ stderr: '' });
    const { record, report } = await read(cwd);
    expect(failureInWords(record)).toEqual({
      step: 2,
      expected: 'capture wire to have all packets',
      seen: expect.stringMatching(seen),
    });
    expect(report).toContain('Expected: capture wire to have all packets. Seen: tcpdump');
  } finally {
    await sandbox.close();
  }
});

test('a tcpdump that is killed when it begins: the report says what happened', async () => {
  // The run goes on until perl is gone, so that tcpdump is there to be killed on a busy machine, too.
  const cwd = await makeLab(
    labYaml(`  - { capture: wire, on: vit001 }
  - { open: gate, on: vit001, run: "perl -e 'sleep 1000'" }
  - { wait: { processes: vit001, program: perl, count: 0 }, limit: 100s }
`),
  );
  const sandbox = await Sandbox.open();
  try {
    const { ended } = sandbox.start(['generate', 'small'], { cwd, user: users[0] as User });
    const kill = (command: RegExp) => {
      const found = sandbox.processes().find((line) => command.test(line));
      if (found !== undefined) process.kill(Number.parseInt(found, 10), 'SIGKILL');
      return found !== undefined;
    };
    // Others are asked for their version.
    await vi.waitUntil(() => kill(/^\d+ tcpdump -i /), { timeout: 60_000, interval: 0 });
    // Where tcpdump had not begun, the run has ended without perl.
    const isOver = ended.then(() => true);
    await vi.waitUntil(() => kill(/^\d+ perl -e sleep 1000$/) || Promise.race([isOver, false]), { timeout: 60_000 });
    expect(await ended).toMatchObject({ stderr: '' });
    const { record } = await read(cwd);
    const seen = 'tcpdump was ended by SIGKILL';
    expect([
      { step: 0, expected: 'tcpdump to begin', seen },
      { step: 2, expected: 'capture wire to have all packets', seen },
    ]).toContainEqual(failureInWords(record));
  } finally {
    await sandbox.close();
  }
});

test('too few open files for labreport: the report says what happened', async () => {
  const opens = Array.from(
    { length: 30 },
    (_, i) => `  - { open: t${i}, on: vit001, run: "echo ready; cat", until: ready }\n`,
  );
  const cwd = await makeLab(labYaml(opens.join('')));
  const limited = ['-c', 'ulimit -n 45; exec "$@"', 'bash', process.execPath, cli, 'generate', 'small'];
  const ran = await execa('bash', limited, { cwd, env: { HOME: cwd, NO_COLOR: '1' }, reject: false });
  expect(ran.stderr).toBe('');
  const { record } = await read(cwd);
  expect(failureInWords(record)).toEqual({
    step: expect.any(Number),
    expected: 'this machine to have enough for labreport',
    seen: expect.stringMatching(/EMFILE/),
  });
});
