import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isKernel } from '../../../src/hosts/kernel.ts';
import { captureLimit, startConfined } from '../../../src/scenario/limits/shell.ts';

const LIMITS = { processes: 20, files: 40, output: 200_000, cpu: 1500, memory: 64e6, disk: 6e6 };

/** What a script of bash prints. */
const printed = (script: string) => execFileSync('bash', ['-c', script], { encoding: 'utf8' });

test('the kernel holds wider limits than those that are watched', () => {
  const limits = printed(`${startConfined(LIMITS)}for o in c n f t u; do echo "$o $(ulimit -$o)"; done`);
  const processes = isKernel(5, 14) ? '161' : printed('ulimit -u').trim();
  expect(limits).toBe(`c 0\nn 41\nf 5860\nt 7\nu ${processes}\n`);
});

test('a program inherits no descriptor but input, output and errors', () => {
  const look = "for n in 0 1 2 3 4 9 123; do [ ! -e /proc/$$/fd/$n ] || printf '%s ' $n; done";
  const opened = 'exec 3</dev/null 4</dev/null 9</dev/null 123</dev/null; ';
  expect(printed(`${opened}${startConfined(LIMITS)}${look}`)).toBe('0 1 2 ');
});

test('a capture can write no larger file than may be printed', () => {
  expect(printed(`${captureLimit(LIMITS)}; ulimit -f`)).toBe('196\n');
});
