// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what is tested
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../../src/lab/shell/expand.ts';
import { scanShell } from '../../../src/lab/shell/scan-shell.ts';
import { bindShell, showShell } from '../../../src/lab/shell/shell-text.ts';
import { random } from '../../random.ts';

const folder = mkdtempSync(join(tmpdir(), 'labreport-shell-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Values that would do something where a shell read them. */
const HOSTILE = [
  '8990$(touch pwned)',
  '`touch pwned`',
  '1; touch pwned',
  '1\ntouch pwned',
  "'; touch pwned; '",
  '"; touch pwned; "',
  '${IFS}x$(touch pwned)',
  '| touch pwned',
  '*',
  '~',
  '{a,b}',
  '\\',
  '$$',
  '${1}',
  ' two  words ',
  '',
];

function scopeOf(value: string): Scope {
  return { parameters: { value }, hosts: {}, values: { program: { value } } };
}

/** Runs one bash for each of these argvs, one after the other; gives what each printed. */
async function runEach(argvs: readonly (readonly string[])[]): Promise<string[]> {
  const script = 'while (($#)); do n=$1; shift; bash "${@:1:n}"; printf "\\0"; shift "$n"; done';
  const words = argvs.flatMap((argv) => [`${argv.length}`, ...argv]);
  const { stdout } = await promisify(execFile)('bash', ['-c', script, 'bash', ...words], { cwd: folder });
  return stdout.split('\0').slice(0, -1);
}

describe('a value in a shell text', () => {
  it.each([
    "printf '<%s>' ${value}",
    'printf "<%s>" "${value}"',
    'for x in ${value}; do printf "<%s>" "$x"; done',
    '(printf "<%s>" ${program.value})',
    'x=${value}; printf "<%s>" "$x"',
    'printf "<%s>" "$(printf %s "${value}"; printf "")"',
    'if true; then printf "<%s>" ${value} 2>&1; fi',
  ])('is one word of it: %s', async (text) => {
    expect(scanShell(text).filter(({ problem }) => problem !== undefined)).toEqual([]);
    const argvs = HOSTILE.flatMap((value) => {
      const { script, args } = bindShell(text, scopeOf(value));
      // What is shown does the same for whoever copies it.
      return [
        ['-c', script, 'bash', ...args],
        ['-c', showShell(text, scopeOf(value))],
      ];
    });
    expect(await runEach(argvs)).toEqual(HOSTILE.flatMap((value) => [`<${value}>`, `<${value}>`]));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is no option where it begins a word, unless it is a number', () => {
    expect(() => bindShell('ls ${value}', scopeOf('--all'))).toThrow('${value} is "--all", expected a value');
    expect(() => bindShell('kill ${program.value}', scopeOf('-1'))).toThrow('${program.value} is "-1"');
    expect(bindShell('seq ${value} a${program.value}', scopeOf('-1')).args).toEqual(['-1', '-1']);
  });

  it('stays one value in random commands', { timeout: 900_000 }, async () => {
    const next = random(7);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
    const pieces = [
      '${value}',
      '"${value}"',
      '"a ${value}"',
      'b${value}c',
      '$(echo ${value})',
      '"$(echo "${value}")"',
      'd',
    ];
    const ends = [' ', '; echo ', ' | cat -; echo ', ' && echo ', '\necho ', ' & wait; echo '];
    const scripts = Array.from({ length: process.env.LABREPORT_LONG ? 2000 : 20 }, () =>
      ['echo ', ...Array.from({ length: 6 }, () => pick(pieces) + pick(ends))].join(''),
    );
    const argvs = scripts.map((text) => {
      const { script, args } = bindShell(text, scopeOf(pick(HOSTILE)));
      return ['-c', script, 'bash', ...args];
    });
    expect(await runEach(argvs)).toHaveLength(scripts.length);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a reference is refused', () => {
  it.each([
    ["echo '${value}'", 'inside single quotes'],
    ["echo $'a ${value}'", 'inside single quotes'],
    ['echo "$(echo \'${value}\')"', 'inside single quotes'],
    ['echo a # ${value}', 'in a comment'],
    ['echo $((${value} + 1))', 'in arithmetic'],
    ['echo "$((${value} + 1))"', 'in arithmetic'],
    ['((${value} > 1))', 'in arithmetic'],
    ['echo $${HOME:-${value}}', 'inside another expansion'],
    ['echo `echo ${value}`', 'inside backticks'],
    ['cat <<END\n${value}\nEND', 'in a here-document'],
    ['[[ ${value} -eq 1 ]] && echo', 'inside [[ ]]'],
    ['[ -v ${value} ]', 'in what is to be run'],
    ['printf -v ${value} x', 'in what is to be run'],
    ['eval ${value}', 'in what is to be run'],
    ['${prog.value} x', 'where a command stands'],
    ['true && "${prog.value}"', 'where a command stands'],
    ['x=1 eval echo ${value}', 'in what is to be run'],
    ['let ${value}', 'in what is to be run'],
    ['read ${value}', 'in what is to be run'],
    ['bash -c ${value}', 'in what is to be run'],
    ['timeout 1 sh -ec "echo ${value}"', 'in what is to be run'],
    ['perl -e ${value}', 'in what is to be run'],
    ['awk "/${value}/"', 'in what is to be run'],
    ['sed s/a/${value}/', 'in what is to be run'],
    ['ssh vit002 ls ${value}', 'in what is to be run'],
    ['true; while . ${value}; do :; done', 'in what is to be run'],
  ])('%s', (text, where) => {
    expect(scanShell(text).find(({ problem }) => problem !== undefined)?.problem?.where).toContain(where);
  });

  it.each([
    'netstat -ptan | grep ":${value}"',
    'bash -c \'echo "$$1"\' bash ${value}',
    'awk -v port=${value} "{ print port }"',
    'ping -c 1 ${value} 2>&1 | tail -1',
    'cat <<<${value}',
    "echo 'a' ${value} 'b'",
    'echo "a#b" a#b${value}',
    'printf "%d" ${value}',
  ])('and here it is none: %s', (text) => {
    expect(scanShell(text).filter(({ problem }) => problem !== undefined)).toEqual([]);
  });
});
