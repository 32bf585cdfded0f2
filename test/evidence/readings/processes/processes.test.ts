import { describe, expect, test } from 'vitest';
import type { Process } from '../../../../src/evidence/readings/processes/process.ts';
import { PROCESSES } from '../../../../src/evidence/readings/processes/processes.ts';
import { fixtureText } from '../../tools.ts';

const read = (name: string) => PROCESSES.parse(fixtureText(name));
/** Without the process that made the text itself, which is another one each time. */
const lab = (processes: Process[]) => processes.filter(({ command }) => !/^(ps|bash -c|grep)\b/.test(command));

test('ps ax', () => {
  expect(read('ps-ax')).toEqual([
    {
      line: 2,
      pid: 1,
      tty: '?',
      state: 'S',
      command: '/bin/bash test/evidence/fixtures/record-texts.sh',
      program: 'bash',
    },
    { line: 3, pid: 36, tty: '?', state: 'S', command: './TCPechod 8990', program: 'TCPechod' },
    { line: 4, pid: 79, tty: '?', state: 'S', command: 'python3 sockets.py', program: 'python3' },
    { line: 5, pid: 82, tty: '?', state: 'S', command: './TCPecho 192.0.2.1 8990', program: 'TCPecho' },
    {
      line: 6,
      pid: 83,
      tty: '?',
      state: 'S',
      command: './TCPecho-with-a-long-name 192.0.2.1 8990',
      program: 'TCPecho-with-a-long-name',
    },
    { line: 7, pid: 84, tty: '?', state: 'S', command: './TCP echo 192.0.2.1 8990', program: 'TCP' },
    { line: 8, pid: 86, tty: '?', state: 'Z', command: '[TCPechod] <defunct>', program: 'TCPechod' },
    { line: 9, pid: 87, tty: '?', state: 'S', command: './TCPechod 8990', program: 'TCPechod' },
    { line: 10, pid: 90, tty: '?', state: 'S', command: './TCPechod 8990', program: 'TCPechod' },
    { line: 11, pid: 115, tty: '?', state: 'R', command: 'ps ax', program: 'ps' },
  ]);
});

describe('the same processes in other columns', () => {
  const ax = lab(read('ps-ax'));
  const parents = new Map(read('ps-o').map(({ pid, parent }) => [pid, parent]));
  const withParent = ax.map((process) => ({ ...process, parent: parents.get(process.pid) }));
  const commands = (processes: Process[]) =>
    processes.map(({ pid, command, program }) => ({ pid, command, program })).sort((a, b) => a.pid - b.pid);

  test.each(['ps-aux', 'ps-x'])('%s', (name) => expect(lab(read(name))).toEqual(ax));
  test('ps -o pid,ppid,stat,tty,args', () => expect(lab(read('ps-o'))).toEqual(withParent));
  test('ps -ef tells no state but of the dead', () => {
    expect(lab(read('ps-ef'))).toEqual(withParent.map((each) => ({ ...each, state: each.state === 'Z' ? 'Z' : '' })));
  });
  test('ps axf draws a tree in front', () => expect(commands(lab(read('ps-axf')))).toEqual(commands(ax)));
  test('ps -eo args,pid,stat: the command is the first column', () => {
    const cut = ({ command, ...rest }: Process) => ({ ...rest, command: command.slice(0, 20) });
    expect(lab(read('ps-args-first')).map(cut)).toEqual(ax.map(({ tty: _, ...rest }) => cut(rest)));
  });
  test.each(['ps-grep', 'ps-ef-grep'])('%s: no header', (name) => {
    expect(commands(lab(read(name)))).toEqual(commands(ax.filter(({ command }) => command.includes('TCP'))));
  });
  test('ps and ps -ejH show names of 15 characters', () => {
    const names = [...new Set(read('ps-ejH').map(({ command }) => command))].sort();
    expect(names).toEqual(['TCP echo', 'TCPecho', 'TCPecho-with-a-', 'TCPechod', 'ps', 'python3', 'record-texts.sh']);
    expect(commands(read('ps')).map(({ command }) => command)).toEqual(
      commands(read('ps-ejH')).map(({ command }) => command),
    );
  });
});

test('ps -C TCPechod -o pid,ppid,stat,comm', () => {
  expect(read('ps-C')).toEqual([
    { line: 2, pid: 36, parent: 1, state: 'S', command: 'TCPechod', program: 'TCPechod' },
    { line: 3, pid: 86, parent: 36, state: 'Z', command: 'TCPechod', program: 'TCPechod' },
    { line: 4, pid: 87, parent: 36, state: 'S', command: 'TCPechod', program: 'TCPechod' },
    { line: 5, pid: 90, parent: 36, state: 'S', command: 'TCPechod', program: 'TCPechod' },
  ]);
});

test('ps -o lstart,start: dates with blanks', () => {
  expect(read('ps-lstart')).toEqual([
    { line: 2, pid: 36, state: 'S', command: './TCPechod 8990', program: 'TCPechod' },
    { line: 3, pid: 86, state: 'Z', command: '[TCPechod] <defunct>', program: 'TCPechod' },
    { line: 4, pid: 87, state: 'S', command: './TCPechod 8990', program: 'TCPechod' },
    { line: 5, pid: 90, state: 'S', command: './TCPechod 8990', program: 'TCPechod' },
  ]);
});

test('lines before, between and after tables are passed over', () => {
  const text = [
    'warning: 1 2 3',
    'PID S CMD',
    '7 T ./a b',
    '',
    '  PID  PPID TT       STAT COMMAND',
    ' 8 7 pts/0 Ss+ -bash',
    'done',
  ].join('\n');
  expect(PROCESSES.parse(text)).toEqual([
    { line: 3, pid: 7, state: 'T', command: './a b', program: 'a' },
    { line: 6, pid: 8, parent: 7, tty: 'pts/0', state: 'Ss+', command: '-bash', program: 'bash' },
  ]);
});

type Asked = Parameters<typeof PROCESSES.select>[1];

test.each<[Asked, number]>([
  [{ program: 'TCPechod' }, 4],
  [{ program: './TCPechod', state: 'Z' }, 1],
  [{ state: 'Z' }, 1],
  [{ program: 'TCPecho' }, 1],
  [{ program: 'TCPecho-with-a-long-name' }, 1],
  [{ program: 'init' }, 0],
])('those that are asked for by %j', (query, count) => {
  expect(PROCESSES.select(read('ps-ax'), query).length).toBe(count);
});
