// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what is tested
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Capture, Evidence, RunRecord } from '../../../src/record/run-record.ts';
import { findTool } from '../../../src/tools/find.ts';
import { failureInWords } from '../../failure-in-words.ts';
import { isLong, labreport, labYaml, makeLab, snapshot } from '../labreport.ts';

const canConfine = findTool('bwrap') !== undefined;
if (!canConfine) console.warn('skipped: what is confined of a run with --source, because bwrap is not installed');

/** What each run left, and what is there that was not before. */
async function run(options: { yaml: string; args?: string[]; files?: Record<string, string> }) {
  const { yaml, args = [], files = {} } = options;
  const cwd = await makeLab(yaml, { files });
  const before = await snapshot(cwd);
  const ran = await labreport(['generate', 'small', '--quiet', ...args], { cwd });
  const record: RunRecord = JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));
  const fresh = Object.keys(await snapshot(cwd)).filter((path) => !(path in before) && !path.startsWith('reports'));
  const find = (id: string) => record.evidence.find((each) => each.id === id) as Evidence;
  const log = (id: string) => readFile(join(cwd, 'reports/small', find(id).log), 'utf8');
  return { ran, record, fresh, find, log };
}

/** A program that prints a value as a student's could, and one that takes it as an argument. */
const PRINTER = `#!/bin/bash
printf 'from port %s\\n' "$VALUE"
cat
`;
const STEPS = `  - { open: prog, on: vit001, program: prog, until: '/from port (?<port>[^\\n]*)\\n/' }
  - { moment: shell, on: vit001, run: 'printf "<%s>" \${prog.port}; ls | wc -l' }
  - { moment: quoted, on: vit001, run: 'printf "<%s>" "a\${prog.port}"' }
  - { moment: eye, on: vit001, run: 'ps x | grep "a\${prog.port}" | wc -l' }
`;
const lab = (value: string, steps = STEPS) =>
  labYaml(
    steps,
    `source: src\nprograms:\n  prog: { run: ${JSON.stringify(`env ${quote(`VALUE=${value}`)} ./printer`)} }\n`,
  );

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

const VALUES = [
  '8990$(touch pwned)',
  '`touch pwned`',
  '1; touch pwned; #',
  "1'; touch pwned; '",
  '1" | touch pwned "',
  '* ~ {a,b}',
];
const files = { 'labs/small/src/printer': PRINTER };

describe('what a program printed stays one value of a command', () => {
  test.each(isLong ? VALUES : VALUES.slice(0, 3))('%s', async (value) => {
    const make = `all:\n\tchmod +x printer\n`;
    const yaml = lab(value.replaceAll('$', '$$$$')).replace('programs:', 'build: make\nprograms:');
    const { ran, fresh, find, log } = await run({ yaml, files: { ...files, 'labs/small/src/Makefile': make } });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(await log('shell')).toMatch(`<${value}>`);
    expect(await log('quoted')).toBe(`<a${value}>`);
    // The sources' two files: nobody has made another.
    expect((await log('shell')).slice(value.length + 2).trim()).toBe('2');
    expect(find('quoted')).toMatchObject({ exit: { status: 0 } });
    expect(fresh).toEqual([]);
  });

  test('and is no option where it begins a word', async () => {
    const steps = STEPS.replace(
      'moment: shell, on: vit001, run: \'printf "<%s>" ${prog.port}; ls | wc -l\'',
      'moment: shell, on: vit001, run: "ls ${prog.port}"',
    );
    const yaml = lab('--all', steps).replace('programs:', 'build: chmod +x printer\nprograms:');
    const { record } = await run({ yaml, files });
    expect(record.run.failure).toMatchObject({ step: 1 });
  });
});

describe.runIf(canConfine)('with --source', () => {
  const looks = `#!/bin/bash
echo "capabilities $(grep CapEff /proc/self/status | cut -f2)"
echo "in $PWD"
echo 'from port 1;touch pwned'
exec cat
`;
  const yaml = labYaml(
    `  - { open: prog, on: vit001, program: prog, until: '/from port (?<port>[^\\n]*)\\n/' }
  - { moment: once, on: vit001, program: once }
  - { moment: address, on: vit001, run: "ip address add 192.0.2.77/24 dev eth0 && pwd" }
  - { open: shell, on: vit001, run: bash }
  - { type: "echo \${prog.port}", into: prog, until: touch }
  - { type: "echo \${prog.port}", into: shell }
`,
    'source: src\nbuild: chmod +x looks once\nprograms:\n  prog: { run: ./looks }\n  once: { run: ./once }\n',
  );
  const own = {
    'labs/small/src/looks': looks,
    'labs/small/src/once': looks,
    'own/looks': looks,
    'own/once': looks.replace('exec cat', ''),
  };

  test('the programs are confined, and the lab’s own commands are not, in a folder that no program can write', async () => {
    const { record, log, fresh } = await run({ yaml, files: own, args: ['--source', 'own'] });
    const confined = 'capabilities 0000000000000000\nin /run/lab/src\n';
    expect((await log('prog')).replaceAll('\r', '')).toContain(confined);
    expect(await log('once')).toContain(confined);
    expect(await log('address')).toBe('/\n');
    expect(record.evidence.find(({ id }) => id === 'address')).toMatchObject({ exit: { status: 0 } });
    // A shell of the author's gets no text of a program's.
    expect(failureInWords(record)).toEqual({
      step: 5,
      expected: 'a line to type into terminal shell',
      seen: '${prog.port} is "1;touch pwned", in which a shell could read more than a value',
    });
    expect(fresh).toEqual([]);
  });

  test('all is confined where no programs are declared', async () => {
    const without = yaml
      .replace(/programs:\n.*\n.*\n/, '')
      .replaceAll(/program: (\w+)/g, (_, name) => `run: ./${name === 'prog' ? 'looks' : name}`);
    const { record } = await run({ yaml: without, files: own, args: ['--source', 'own'] });
    expect(record.evidence.find(({ id }) => id === 'address')?.exit).not.toEqual({ status: 0 });
  });
});

test.skipIf(!canConfine)(
  'a packet that holds tcpdump’s closing lines changes no count, and its capture proves nothing',
  async () => {
    const counts = (packets: number) =>
      `${packets} packets captured, ${packets} packets received by filter, 0 packets dropped by kernel`;
    const forged = `\n\ntcpdump: ${counts(9999)}\n${counts(9999).replaceAll(', ', '\n')}\n`.replaceAll('\n', '\\n');
    const printer = `#!/bin/bash\nprintf '%b' '${forged}' >/dev/udp/192.0.2.2/8990\necho ready\nsleep 1000\n`;
    const steps = `  - { capture: wire, on: vit001, filter: port 8990, options: -A }
  - { open: prog, on: vit001, program: prog, until: ready }
`;
    const own = { 'own/Makefile': 'all:\n\tchmod +x printer\n', 'own/printer': printer };
    const yaml = labYaml(steps, 'source: src\nbuild: make\nprograms:\n  prog: { run: ./printer }\n');
    const { find } = await run({ yaml, args: ['--source', 'own'], files: { ...files, ...own } });
    const wire = find('wire') as Capture;
    expect([wire.complete, (wire.packets?.captured ?? 9999) < 9999]).toEqual([false, true]);
  },
);

describe.skipIf(!canConfine)('a signal', () => {
  const make = `all:\n\tchmod +x printer\n`;
  const source = 'source: src\nbuild: make\nprograms:\n  prog: { run: ./printer }\n';

  test('by a number that a program printed reaches nobody else when that program is gone', async () => {
    const numbers = [2, 3, 4, 5, 6, 7, 8, 9];
    const groups = numbers.map((number) => `(?<n${number}>\\d+)`).join(' ');
    const steps = `  - { open: mine, on: vit001, run: "bash -c 'echo mine; exec sleep 1000'", until: mine }
  - { open: prog, on: vit001, program: prog, until: '/${groups} ready/' }
  - { wait: { processes: vit001, program: printer, count: 0 } }
  - { moment: signal, on: vit001, run: "kill -KILL ${numbers.map((number) => `\${prog.n${number}}`).join(' ')}" }
  - { wait: { processes: vit001, program: sleep, count: 1 }, limit: 1 }
`;
    const own = { 'own/Makefile': make, 'own/printer': `#!/bin/bash\necho ${numbers.join(' ')} ready\n` };
    const { ran, find } = await run({
      yaml: labYaml(steps, source),
      args: ['--source', 'own'],
      files: { ...files, ...own },
    });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    // One of them may have been its own.
    expect(find('signal').exit).not.toEqual({ status: 0 });
  });

  test('of a lab of others that ends all on a host does not keep a run from its end', async () => {
    const steps = `  - { open: prog, on: vit001, program: prog, until: ready }
  - { moment: signal, on: vit001, run: "kill -KILL 2 3 4 5 6 7 8 9" }
  - { open: again, on: vit001, program: prog, until: ready }
  - { moment: after, on: vit001, run: "ps ax" }
`;
    const printer = '#!/bin/bash\necho ready\nsleep 1000\n';
    const theirs = {
      'labs/small/src/Makefile': make,
      'labs/small/src/printer': printer,
      'record.json': '{}',
      'report.md': '',
    };
    const cwd = await makeLab(labYaml(steps, source), { files: theirs });
    const args = ['--template', 'templates/small.md.hbs', '--out', 'reports/small', '--quiet'];
    expect(await labreport(['generate', './labs/small', ...args], { cwd })).toMatchObject({ status: 0, stderr: '' });
  });
});
