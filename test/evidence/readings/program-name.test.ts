import { expect, test } from 'vitest';
import { isSameProgram, programName } from '../../../src/evidence/readings/program-name.ts';

test.each([
  ['./TCPechod 8990', 'TCPechod'],
  ['/usr/bin/python3 -', 'python3'],
  ['[TCPechod] <defunct>', 'TCPechod'],
  ['TCPechod <defunct>', 'TCPechod'],
  ['[kworker/0:1]', 'kworker/0:1'],
  ['-bash', 'bash'],
  ['sshd: student@pts/0', 'sshd'],
  ['', ''],
])('the program of %j is %j', (command, program) => {
  expect(programName(command)).toBe(program);
});

test.each([
  ['TCPechod', './TCPechod', true],
  ['./TCPechod', 'TCPechod', true],
  ['TCPechod', 'TCPecho', false],
  ['TCPecho', 'TCPechod', false],
  ['TCPecho-with-a-', 'TCPecho-with-a-long-name', true],
  ['TCPecho-with-a-', 'TCPecho-with-another-name', false],
  ['TCPecho-with-a-l', 'TCPecho-with-a-long-name', false],
  ['TCP echo', 'TCP echo', true],
  ['sshd: student', 'sshd', true],
])('shown %j, wanted %j: %s', (shown, wanted, isSame) => {
  expect(isSameProgram(shown, wanted)).toBe(isSame);
});
