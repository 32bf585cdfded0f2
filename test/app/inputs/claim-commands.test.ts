import { readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerClaims, copyClaimCommands } from '../../../src/app/inputs/claim-commands.ts';
import { isKernel } from '../../../src/hosts/kernel.ts';
import type { Lab } from '../../../src/lab/types.ts';
import { makeFolder } from '../../commands/report-folder.ts';

let dir: string;

beforeEach(async () => {
  dir = await makeFolder();
  await mkdir(join(dir, 'lab'));
  await writeFile(join(dir, 'record.json'), '{"driver":"namespaces"}\n');
});

function labWith(...commands: string[]): Lab {
  const claims = commands.map(
    (command, i) => ({ kind: 'command', id: `c${i}`, says: 'So', line: 1, command }) as const,
  );
  return { claims } as unknown as Lab;
}

async function answer(command: string, limitMs?: number) {
  const lab = labWith(command);
  const [first] = await answerClaims({ lab, dir, ...(limitMs !== undefined && { limitMs }) });
  return { exit: first?.exit, output: first?.output };
}

/** A process that nobody has asked for its status yet runs no more. */
function isRunning(pid: string): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('answerClaims', () => {
  it('runs a script beside lab.yaml with the path of the record', async () => {
    await writeFile(join(dir, 'lab/check.sh'), '#!/bin/sh\npwd; echo "$1"; cat "$1"; echo oops >&2; exit 1\n');
    await chmod(join(dir, 'lab/check.sh'), 0o755);
    expect(await answer('./check.sh')).toEqual({
      exit: { status: 1 },
      output: `${dir}/lab\n${dir}/record.json\n{"driver":"namespaces"}\noops\n`,
    });
  });

  it('gives the path where a pipeline says that it wants it', async () => {
    expect(await answer('cat "$1" | wc -l')).toEqual({ exit: { status: 0 }, output: '1\n' });
    expect(await answer('echo "$$1"')).toEqual({ exit: { status: 0 }, output: `${dir}/record.json\n` });
  });

  it('tells a missing script, a signal, and what takes too long', async () => {
    expect(await answer('./none.sh')).toMatchObject({ exit: { status: 127 } });
    expect(await answer('kill -SEGV $$$$; true "$1"')).toMatchObject({ exit: { signal: 'SIGSEGV' } });
    expect(await answer('echo began; sleep 60 & wait; true "$1"', 300)).toEqual({ exit: undefined, output: 'began\n' });
  });

  it('leaves nothing running, and says what could not be started', async () => {
    const { output = '' } = await answer('sleep 60 > /dev/null 2>&1 & echo $!; true "$1"');
    await expect.poll(() => isRunning(output.trim())).toBe(false);
    await rm(join(dir, 'lab'), { recursive: true });
    expect(await answer('true')).toEqual({ exit: { status: 127 }, output: 'spawn bash ENOENT' });
  });

  it('keeps the beginning of a long output, and nothing of the environment', async () => {
    const { output = '' } = await answer('head -c 100000 /dev/zero | tr "\\0" x; true "$1"');
    expect(output).toBe('x'.repeat(4096));
    process.env.SECRET_OF_MINE = 'secret';
    expect((await answer('env; true "$1"')).output).not.toContain('secret');
    delete process.env.SECRET_OF_MINE;
  });

  it('answers each claim, in order', async () => {
    const answers = await answerClaims({ lab: labWith('true', 'false'), dir });
    expect(answers).toEqual([
      { claim: 'c0', limitMs: 10_000, exit: { status: 0 }, output: '' },
      { claim: 'c1', limitMs: 10_000, exit: { status: 1 }, output: '' },
    ]);
  });
});

describe('copyClaimCommands', () => {
  it('takes along the files of the lab that the commands name, and no others', async () => {
    const labDir = await makeFolder();
    await mkdir(join(labDir, 'checks'));
    for (const name of ['check.sh', 'other.sh', 'checks/deep.py', 'lab.yaml'])
      await writeFile(join(labDir, name), name);
    await chmod(join(labDir, 'check.sh'), 0o755);
    const lab = labWith('./check.sh --strict', 'python3 checks/deep.py "../x" /etc/passwd checks');
    await copyClaimCommands({ lab, labDir, to: join(dir, 'lab') });
    expect((await readdir(join(dir, 'lab'), { recursive: true })).sort()).toEqual([
      'check.sh',
      'checks',
      'checks/deep.py',
    ]);
    expect(await readFile(join(dir, 'lab/checks/deep.py'), 'utf8')).toBe('checks/deep.py');
  });
});

describe('limits', () => {
  const ask = async (command: string, limits: Lab['limits'] = {}, confined = false) => {
    const lab = { ...labWith(command), limits } as Lab;
    const [first] = await answerClaims({ lab, dir, confined, limitMs: 20_000 });
    return first;
  };
  const GROW = 'python3 -c "x = bytes(700_000_000); print(len(x))" && true "$1"';

  it.each([false, true])('confined %s: what a command prints, takes, writes and opens is bounded', async (confined) => {
    expect(await ask('yes; true "$1"', {}, confined)).toMatchObject({ exit: { signal: 'SIGKILL' } });
    expect((await ask(GROW, {}, confined))?.output).toContain('MemoryError');
    const told = await ask(
      'ulimit -n; ulimit -t; ulimit -f; true "$1"',
      { files: 99_999, cpu: 9_999_000, disk: 1e15 },
      confined,
    );
    const [files = 0, cpu = 0, blocks = 0] = (told?.output ?? '').split('\n').map(Number);
    expect([files <= 257, cpu <= 65, blocks <= 97_657]).toEqual([true, true, true]);
    const low = await ask('ulimit -n; true "$1"', { files: 40 }, confined);
    expect(Number(low?.output)).toBeLessThanOrEqual(41);
  });

  // Before Linux 6.14 it lets real root have as many processes as it likes; there the time is what ends them.
  it.skipIf(process.getuid?.() === 0 && !isKernel(6, 14))(
    'a confined command can’t make processes without end',
    async () => {
      const forks = 'for (1..3000) { my $child = fork; die $! unless defined $child; sleep 60 unless $child }';
      await writeFile(join(dir, 'lab/forks.pl'), forks);
      const { output = '' } = (await ask('perl forks.pl; true "$1"', { processes: 20 }, true)) ?? {};
      expect(output).toContain('Resource temporarily unavailable');
    },
  );

  it('a confined command has no keys, and no system calls but those that others’ programs have', async () => {
    // keyctl, io_uring_setup and userfaultfd; a socket to the machine's host.
    const calls =
      'my $room = "\\0" x 200; print join " ", map { syscall $_, 1, $room } 250, 425, 323; socket S, 40, 1, 0 or print " none"';
    await writeFile(join(dir, 'lab/calls.pl'), calls);
    const outside = await makeFolder();
    await writeFile(join(outside, 'secret'), 'secret');
    const command = `perl calls.pl; unshare -Ur true || echo alone; wc -c /proc/keys; cat ${outside}/secret; true "$1"`;
    const said = await ask(command, {}, true);
    expect(said?.output.split('\n').slice(0, 4)).toEqual([
      '-1 -1 -1 noneunshare: unshare failed: Operation not permitted',
      'alone',
      'wc: /proc/keys: Permission denied',
      `cat: ${outside}/secret: No such file or directory`,
    ]);
  });
});
