import { expect, test } from 'vitest';
import { parsePipeline } from '../../../src/lab/shell/argv.ts';
import { isObserver } from '../../../src/scenario/limits/observer.ts';

test.each([
  'netstat -ptan | grep ":8[0-9]\\+"',
  'netstat -tpaneo',
  'netstat -ptan | head -n 5',
  'netstat -ptan | sort -k4 | uniq -c',
  'ss -tanp state established',
  'ps x',
  'ps -C TCPechod -o pid,ppid,stat',
  "ps aux | grep -v 'grep' | wc -l",
])('only looks: %s', (command) => {
  expect(looks(command)).toBe(true);
});

test.each([
  './netstat',
  'PATH=. netstat',
  'constructor',
  '',
  'cat notes',
  'kill -PIPE 3',
  'netstat | ./filter',
  'netstat |& ./filter',
  'netstat $(./x)',
  'netstat "$(./x)"',
  'netstat "`./x`"',
  'ps "\\$(./x)"',
  'ps x; ./x',
  'ps x && ./x',
  'ps x || ./x',
  'ps x & ./x',
  'ps x\n./x',
  'ps\ncd run\ncd lab\ncd src\nmake -f evil',
  'ps x\\\n./x',
  'ps "x\n./x"',
  'ps x > file',
  'ps x < file',
  'ps *',
  'ps | sort -ofile',
  'ps | uniq a b',
  'ps | tail file',
  'ps | head -5 file',
  'ps | cut -f1 file',
  'ps | tr a b c d',
  'ps | wc file',
  'ps | grep x /etc/passwd',
  'ps | grep -r x',
  'ps | grep -f file x',
  'ps | grep --include=x y',
  'ps | awk "BEGIN{system(1)}"',
  'ps | sed 1e',
  'ss -D file',
  'ss -F file',
  'ss -K',
  'ss -N name',
  'ss --diag file',
])('may do more: %s', (command) => {
  expect(looks(command)).toBe(false);
});

/** As a moment's command is taken: what is no pipeline of words is for a shell. */
function looks(command: string): boolean {
  const pipeline = parsePipeline(command)?.map((words) => words.map((word) => word.join('')));
  return pipeline !== undefined && isObserver(pipeline);
}
