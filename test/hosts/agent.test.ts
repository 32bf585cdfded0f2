import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Machine, Running, Start } from '../../src/hosts/machine.ts';
import { openThisMachine } from './this-machine.ts';

let machine: Machine;
let close: () => void;
let lost: Error[];
beforeEach(async () => {
  lost = [];
  ({ machine, close } = await openThisMachine((error) => lost.push(error)));
});
afterEach(() => close());

const environment = { PATH: process.env.PATH ?? '' };

/** Starts a command of bash; what it prints grows. */
async function start(script: string, more: Partial<Start> = {}) {
  const printed: string[] = [];
  const onOutput = (bytes: Buffer) => printed.push(`${bytes}`);
  const running = await machine.start({ argv: ['bash', '-c', script], environment, cwd: '/', onOutput, ...more });
  return { running, printed: () => printed.join('') };
}

async function endOf(running: Running) {
  const [{ exit }] = await Promise.all([running.ended, running.closed]);
  return exit;
}

describe('a program', () => {
  test('whose output is closed long before it ends has its own end', async () => {
    const { running, printed } = await start('echo first; exec >&- 2>&-; sleep 0.2; exit 3');
    expect(await endOf(running)).toEqual({ status: 3 });
    expect(printed()).toBe('first\n');
  });

  test('that leaves somebody with its output is over when that one is', async () => {
    const { running, printed } = await start(
      '(read -r _ </dev/tcp/127.0.0.1/1; sleep 0.1; echo later) & echo first',
      {},
    );
    expect(await endOf(running)).toEqual({ status: 0 });
    expect(printed()).toContain('first\n');
    expect(printed()).toMatch(/later\n$/);
  });

  test('that is not there, and a folder that is not there', async () => {
    const { running, printed } = await start('', { argv: ['/no/such/program'] });
    expect(await endOf(running)).toEqual({ status: 127 });
    expect(printed()).toBe('/no/such/program: No such file or directory\n');
    const other = await start('', { cwd: '/no/such/folder' });
    expect(await endOf(other.running)).toEqual({ status: 126 });
    expect(other.printed()).toBe('/no/such/folder: No such file or directory\n');
  });

  test('has the signals that a shell leaves to it, nothing open but its three files, and a group of its own', async () => {
    const script = `grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/$$/fd | xargs; ps -o pid=,pgid= $$ | awk '{ print $1 == $2 }'`;
    const { running, printed } = await start(script);
    expect(await endOf(running)).toEqual({ status: 0 });
    expect(printed()).toMatch(/^SigBlk:\t0+\nSigIgn:\t0+\n0 1 2\n1\n$/);
  });

  test('200 of them at once, each with its own output and end', async () => {
    const all = Array.from({ length: 200 }, async (_, i) => {
      const { running, printed } = await start(`echo ${i}; exit ${i % 100}`);
      return { exit: await endOf(running), printed: printed() };
    });
    expect(await Promise.all(all)).toEqual(all.map((_, i) => ({ exit: { status: i % 100 }, printed: `${i}\n` })));
  });

  test('that floods is hung up on at once', async () => {
    const { running } = await start('yes', { terminal: { columns: 80, rows: 24 } });
    const { pid } = await running.began;
    await running.hangUp();
    await running.closed;
    await expect.poll(() => isThere(pid), { timeout: 10_000 }).toBe(false);
  });

  test('that ends just when it is hung up on, 200 times', async () => {
    for (let i = 0; i < 20; i++) {
      const all = Array.from({ length: 10 }, () => start('true', { terminal: { columns: 80, rows: 24 } }));
      await Promise.all(all.map(async (each) => (await each).running.hangUp()));
    }
    const { running, printed } = await start('echo still there');
    expect(await endOf(running)).toEqual({ status: 0 });
    expect(printed()).toBe('still there\n');
  });

  test('that has left others behind: all of its group take a signal', async () => {
    const { running, printed } = await start('sleep 1000 & echo $!');
    await running.ended;
    expect(await running.signal('SIGKILL')).toBe(false);
    expect(await running.signalGroup('SIGKILL')).toBe(true);
    await running.closed;
    await expect.poll(() => isThere(Number(printed())), { timeout: 10_000 }).toBe(false);
  });

  test('whose keeper is killed: who waits for its end is told', async () => {
    const { running } = await start('echo $PPID; sleep 1000', { terminal: { columns: 80, rows: 24 } });
    const { pid } = await running.began;
    const { running: asked, printed } = await start(`ps -o ppid= ${pid}`);
    await endOf(asked);
    process.kill(Number(printed()), 'SIGKILL');
    await expect(running.ended).rejects.toThrow('what was to tell how a program ends has been killed itself');
    expect(lost).toEqual([]);
  });
});

test('an agent that is killed is told, to all who wait', async () => {
  const { running } = await start('sleep 1000');
  const { pid } = await running.began;
  const { running: asked, printed } = await start(`ps -o ppid= $(ps -o ppid= ${pid})`);
  await endOf(asked);
  process.kill(Number(printed()), 'SIGKILL');
  await expect(running.ended).rejects.toThrow('what starts programs on a host has ended');
  await expect(start('true')).rejects.toThrow('what starts programs on a host has ended');
  expect(lost.map(({ message }) => message)).toEqual(['what starts programs on a host has ended']);
  process.kill(pid, 'SIGKILL');
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
