import { describe, expect, test } from 'vitest';
import { Bench } from './bench.ts';

describe('what is typed', () => {
  test('its echo is not taken for the answer', async () => {
    const bench = await Bench.open('echo ready; read -r line; sleep 0.1; echo "answer: $line"');
    await bench.sees('ready');
    await bench.terminal.type('hello\n');
    const match = await bench.sees(/^.*hello/);
    expect(await bench.text()).toBe('ready\nhello\nanswer: hello\n');
    expect(match.end - match.start).toBe('answer: hello'.length);
  });

  test('a program that turns the echo off is answered all the same', async () => {
    const bench = await Bench.open(
      'stty -echo; echo ready; read -r line; printf %s "$line" | wc -c; stty echo; echo on; cat',
    );
    await bench.sees('ready');
    await bench.terminal.type('hello\n');
    await bench.sees('5');
    await bench.sees('on');
    await bench.terminal.type('shown\n');
    await bench.sees('shown');
    await bench.terminal.type('\x04');
    expect(await bench.text()).toBe('ready\n5\non\nshown\nshown\n');
    expect(bench.terminal.typed.map(({ echo }) => echo)).toEqual([false, true, true]);
  });

  test('what was printed before a line is not taken for its answer', async () => {
    const bench = await Bench.open('echo yes; echo ready; read -r line; echo "$line: yes"');
    await bench.sees('ready');
    await bench.terminal.type('really\n');
    await bench.sees('yes');
    expect(await bench.text()).toBe('yes\nready\nreally\nreally: yes\n');
  });

  test('end of file ends what reads', async () => {
    const bench = await Bench.open('cat; echo after');
    await bench.terminal.type('line\n');
    await bench.sees('line');
    await bench.terminal.type('\x04');
    expect(await bench.ends()).toEqual({ status: 0 });
    expect(await bench.text()).toBe('line\nline\nafter\n');
    expect(bench.terminal.typed.map(({ text }) => text)).toEqual(['line\n', '\x04']);
  });
});

describe('how a program ends', () => {
  test.each([0, 1, 3, 77, 130, 255])('with status %i', async (status) => {
    const bench = await Bench.open(`exit ${status}`);
    expect(await bench.ends()).toEqual({ status });
  });

  test.each(['HUP', 'INT', 'TERM', 'KILL', 'USR1', 'PIPE', 'SEGV'])('by SIG%s', async (name) => {
    const bench = await Bench.open('ulimit -c 0; echo ready; exec sleep 1000');
    await bench.sees('ready');
    const pid = bench.terminal.pid as number;
    process.kill(pid, `SIG${name}`);
    expect(await bench.ends()).toEqual({ signal: `SIG${name}` });
  });

  test('by Ctrl-C', async () => {
    const bench = await Bench.open('echo ready; sleep 1000; echo never');
    await bench.sees('ready');
    await bench.terminal.type('\x03');
    expect(await bench.ends()).toEqual({ signal: 'SIGINT' });
    expect(await bench.text()).toBe('ready\n^C');
  });

  test('a program that catches Ctrl-C goes on, and may end in its own way', async () => {
    // Not a shell's trap: a shell that waits for a command takes Ctrl-C for the command's own.
    const bench = await Bench.open(
      `exec perl -e '$| = 1; $SIG{INT} = sub { print "caught ", ++$n, "\n"; exit 5 if $n == 2 }; print "ready\n"; sleep 1 while 1'`,
    );
    await bench.sees('ready');
    await bench.terminal.type('\x03');
    await bench.sees('caught 1\n');
    expect(bench.terminal.exit).toBeUndefined();
    await bench.terminal.type('\x03');
    expect(await bench.ends()).toEqual({ status: 5 });
    expect(await bench.text()).toBe('ready\n^Ccaught 1\n^Ccaught 2\n');
  });

  test('a program that is not there', async () => {
    const bench = await Bench.open('no-such-program');
    expect(await bench.ends()).toEqual({ status: 127 });
    expect(await bench.text()).toBe('bash: line 1: no-such-program: command not found\n');
  });

  test('a child that outlives its parent keeps the terminal, and what it prints is kept', async () => {
    const bench = await Bench.open(
      '(until [ -e go ]; do sleep 0.01; done; echo late; until [ -e end ]; do sleep 0.01; done; echo last) & echo parent',
    );
    expect(await bench.ends()).toEqual({ status: 0 });
    await bench.sees('parent');
    const over = await Promise.race([bench.terminal.finished, Promise.resolve('still open')]);
    expect(over).toBe('still open');
    await bench.touch('go');
    await bench.sees('late');
    await bench.touch('end');
    expect(await bench.text()).toBe('parent\nlate\nlast\n');
  });

  test('a terminal that is closed hangs up on what runs in it', async () => {
    const bench = await Bench.open(`trap 'echo hung up >hup; exit' HUP; echo ready; while :; do sleep 0.01; done`);
    await bench.sees('ready');
    await bench.terminal.close();
    expect(bench.terminal.exit).toBeUndefined();
    await expect.poll(() => bench.read('hup'), { timeout: 10_000 }).toBe('hung up\n');
  });
});

describe('what is printed', () => {
  test('5 MB, to the last byte', async () => {
    const bench = await Bench.open('seq 1 700000; echo last');
    await bench.sees('last');
    const expected = `${Array.from({ length: 700_000 }, (_, i) => i + 1).join('\n')}\nlast\n`;
    expect((await bench.text()) === expected).toBe(true);
    const { chunks } = bench.terminal;
    expect(chunks.at(-1)?.[1]).toBe((await bench.log()).length);
  });

  test('what is printed just before the end is never lost', async () => {
    for (let i = 0; i < 20; i++) {
      const bench = await Bench.open('head -c 30000 /dev/zero | tr "\\0" x; echo; echo last');
      expect(await bench.text()).toBe(`${'x'.repeat(30_000)}\nlast\n`);
    }
  });

  test('bytes that are not UTF-8, as they are', async () => {
    const bench = await Bench.open(`printf '\\377\\376 \\303\\050 \\303'; sleep 0.05; printf '\\251 \\000 end'`);
    const bytes = Buffer.from([0xff, 0xfe, 0x20, 0xc3, 0x28, 0x20, 0xc3, 0xa9, 0x20, 0x00, 0x20, 0x65, 0x6e, 0x64]);
    expect(await bench.log()).toEqual(bytes);
    const output = (await bench.cast()).filter(([, code]) => code === 'o');
    expect(output.map(([, , text]) => text).join('')).toBe('\ufffd\ufffd \ufffd( é \0 end');
  });

  test('a line end that comes in two halves is one', async () => {
    const bench = await Bench.open(
      `stty -onlcr; printf 'one\\r'; sleep 0.05; printf '\\ntwo\\r\\n'; sleep 0.05; echo end`,
    );
    await bench.sees('one\ntwo\nend');
  });

  test('the asciicast tells output and input in their order, with times that rise', async () => {
    const bench = await Bench.open('echo ready; read -r line; echo "got $line"');
    await bench.sees('ready');
    await bench.terminal.type('x\n');
    const events = await bench.cast();
    expect(events.map(([, code]) => code).join('')).toMatch(/^o+io+$/);
    expect(events.find(([, code]) => code === 'i')?.[2]).toBe('x\n');
    expect(
      events
        .filter(([, code]) => code === 'o')
        .map(([, , text]) => text)
        .join(''),
    ).toBe('ready\r\nx\r\ngot x\r\n');
    const times = events.map(([seconds]) => seconds);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('it has the size of a large window, the usual modes, and a name that its programs can find', async () => {
    const bench = await Bench.open(
      'stty size; tty; stty -a | grep -oE -- "-?(echo|icanon|isig|iutf8|noflsh)\\b" | xargs',
    );
    expect(await bench.text()).toMatch(/^40 120\n\/dev\/pts\/\d+\niutf8 isig icanon echo noflsh\n$/);
  });

  test('groups of an expression become values', async () => {
    const bench = await Bench.open('echo port 4242 of 10.0.0.1');
    expect((await bench.sees(/port (?<port>\d+) of (?<host>\S+)/)).values).toEqual({ port: '4242', host: '10.0.0.1' });
    expect(bench.terminal.values).toEqual({ port: '4242', host: '10.0.0.1' });
  });

  test('waiting ends with the terminal, and at its limit', async () => {
    const bench = await Bench.open('echo bye');
    expect(await bench.terminal.until({ literal: 'never' }, AbortSignal.timeout(15_000))).toBeUndefined();
    const other = await Bench.open('cat');
    expect(await other.terminal.until({ literal: 'never' }, AbortSignal.timeout(50))).toBeUndefined();
    expect(await other.terminal.until({ literal: 'never' }, AbortSignal.abort())).toBeUndefined();
  });
});

describe('a log that can’t be written', () => {
  test.each(['bench.txt', 'bench.cast'])(
    '%s on a full disk is told at once, and at the terminal’s end',
    async (name) => {
      const bench = await Bench.open('echo first; read -r line; echo second', { [name]: '/dev/full' });
      const full = { code: 'ENOSPC', syscall: 'write' };
      await expect.poll(() => bench.faults, { timeout: 15_000, interval: 5 }).toEqual([expect.objectContaining(full)]);
      await bench.sees('first');
      await bench.terminal.type('on\n');
      await bench.sees('second');
      await expect(bench.terminal.finished).rejects.toMatchObject(full);
    },
  );
});

test('the end of a terminal is no error, also when something is typed into it then', async () => {
  const bench = await Bench.open('echo ready');
  await bench.sees('ready');
  await bench.log();
  await bench.terminal.type('nobody hears it\n');
  await bench.terminal.close();
  expect(bench.faults).toEqual([]);
});
