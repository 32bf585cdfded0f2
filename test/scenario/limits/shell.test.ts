import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isKernel } from '../../../src/hosts/kernel.ts';
import { captureLimit, startConfined, TERMINAL_DESCRIPTOR } from '../../../src/scenario/limits/shell.ts';

const LIMITS = { processes: 20, files: 40, output: 200_000, cpu: 1500, memory: 64e6, disk: 6e6 };

/** What a script of bash prints. */
const printed = (script: string) => execFileSync('bash', ['-c', script], { encoding: 'utf8' });

test('the kernel holds wider limits than those that are watched', () => {
  const limits = printed(`${startConfined(LIMITS)}for o in c n f t u; do echo "$o $(ulimit -$o)"; done`);
  const processes = isKernel(5, 14) ? '161' : printed('ulimit -u').trim();
  expect(limits).toBe(`c 0\nn 41\nf 5860\nt 7\nu ${processes}\n`);
});

test.each([
  ['a moment', 2, '0 1 2 '],
  ['a terminal', TERMINAL_DESCRIPTOR, `0 1 2 ${TERMINAL_DESCRIPTOR} `],
])('%s inherits no descriptor but its own', (_, except, open) => {
  const look = `for n in 0 1 2 3 ${TERMINAL_DESCRIPTOR} 9 123; do [ ! -e /proc/$$/fd/$n ] || printf '%s ' $n; done`;
  const opened = `exec 3</dev/null ${TERMINAL_DESCRIPTOR}</dev/null 9</dev/null 123</dev/null; `;
  expect(printed(`${opened}${startConfined(LIMITS, except)}${look}`)).toBe(open);
});

test('a capture can write no larger file than may be printed', () => {
  expect(printed(`${captureLimit(LIMITS)}; ulimit -f`)).toBe('196\n');
});
