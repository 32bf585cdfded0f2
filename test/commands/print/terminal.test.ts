import { readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { forTerminal, own } from '../../../src/commands/print/own-sequence.ts';
import { say } from '../../../src/messages/message.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { makeInertJson } from '../../../src/text/visible.ts';
import { said } from '../../said.ts';
import { editRecord, makeFolder, makeReport } from '../report-folder.ts';

const CLI = resolve('dist/cli.js');

/** Titles, screens, colours, directions, carriage returns and backspaces, as C0 and as C1. */
const EVIL = '\x1b]0;pwn\x07\x1b[2J\u009b31m\u202e\r\b\x7f\u2066';
/** What a lab's own texts can hold: C0 controls are refused there. */
const EVIL_LINE = '\u009b31m\u202e\u2066\u200b';

/** What acts on a terminal, but newlines and labreport's own colours and cleared lines. */
const OURS = /\x1b\[(?:\d+(?:;\d+)*m|2K)|\r(?=\x1b\[2K)/g;
const ACTS = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

let folder: string;

beforeAll(async () => {
  const { dir } = await makeReport();
  folder = await makeFolder();
  await cp(dir, join(folder, 'report'), { recursive: true });
  await editRecord(join(folder, 'report'), poison);
  const report = await readFile(join(dir, 'report.md'), 'utf8');
  const [before, after = ''] = report.split('Incoming connection');
  const words = `${before}${EVIL}Incoming${EVIL}\n${after}\n\`\`\`console server\n${EVIL}\n\`\`\`\n\n![${EVIL}](${EVIL_LINE}.png)\n`;
  await writeFile(join(folder, 'report/report.md'), `---\nauthor: "${EVIL_LINE}"\n---\n${words}`);
  await writeFile(join(folder, 'report/logs', `extra${EVIL}\n.txt`), EVIL);
  await writeFile(join(folder, 'report', `photo${EVIL}\n.png`), EVIL);
  await mkdir(join(folder, 'labs', `evil${EVIL}`), { recursive: true });
  await writeFile(
    join(folder, 'labs', `evil${EVIL}`, 'lab.yaml'),
    `title: "\\e]0;pwn\\a\\x9b31m\\u202E\\r${EVIL_LINE}"\n`,
  );
  await mkdir(join(folder, 'labs/wrong'), { recursive: true });
  await writeFile(join(folder, 'labs/wrong/lab.yaml'), `title: "x"\n"${EVIL_LINE}\\e[2J": 3\n`);
  await writeFile(join(folder, `labreport.yaml`), `"\\e[2J${EVIL_LINE}": "x"\n`);
});

/** Every text of a record that may be any text. */
function poison(record: RunRecord): void {
  record.run.failure = { step: 0, expected: said(EVIL), seen: said(EVIL) };
  record.machine.tools.gcc = EVIL;
  record.driver.pins.push(said(EVIL));
  record.driver.limits.push(say('driverUnusable', { driver: 'namespaces', why: EVIL }));
  record.machine.system += EVIL_LINE;
  record.frontMatter = { author: EVIL_LINE, course: EVIL_LINE, license: EVIL_LINE };
  for (const claim of record.lab.claims) claim.says += EVIL_LINE;
  for (const answer of record.answers ?? []) Object.assign(answer, { output: EVIL, exit: { status: 1 } });
  for (const evidence of record.evidence) {
    evidence.command += EVIL;
    if (evidence.kind === 'capture') evidence.unavailable = said(EVIL);
    if (evidence.kind === 'terminal') evidence.values.port = EVIL;
  }
}

const COMMANDS: readonly (readonly string[])[] = [
  ['check', 'report'],
  ['check', 'report', '--json'],
  ['check', 'report', '--run-commands'],
  ['render', 'report'],
  ['submit', 'report'],
  ['submit', 'report', '--json'],
  ['update', 'report'],
  ['list'],
  ['list', '--json'],
  ['generate', 'wrong'],
  ['generate', `./${EVIL}`],
  ['generate', 'two-clients'],
  ['check', EVIL],
  ['verify', `${EVIL}\n`],
  ['packets', EVIL],
  ['preview', EVIL],
  ['eject', EVIL],
  ['new', EVIL],
  [`--${EVIL}`],
  [EVIL],
  ['generate', 'two-clients', '--set', `port=${EVIL}`],
  ['packets', `report/photo${EVIL}\n.png`],
];

describe('nothing that others wrote acts on a terminal', () => {
  it.each(COMMANDS.map((args) => [JSON.stringify(args.join(' ')), args] as const))('%s', async (_, args) => {
    const { stdout, stderr } = await execa(CLI, args, { cwd: folder, reject: false, stdin: 'ignore', timeout: 60_000 });
    const shown = `${stdout}\n${stderr}`;
    expect(shown.trim()).not.toBe('');
    expect(shown).not.toMatch(ACTS);
    expect(shown).not.toContain('    at ');
    if (args.includes('--json') && stdout !== '') JSON.parse(stdout);
  });

  it('also where a person sits at one', async () => {
    for (const command of ['check report', 'render report --out -', 'list', 'check $EVIL']) {
      const { stdout } = await execa('script', ['-qec', `${CLI} ${command}`, '/dev/null'], {
        cwd: folder,
        reject: false,
        env: { EVIL, TERM: 'xterm', NO_COLOR: '' },
        timeout: 60_000,
      });
      expect(stdout.replaceAll('\r\n', '\n').replaceAll(OURS, '')).not.toMatch(ACTS);
      expect(stdout).not.toContain('    at ');
    }
  });
});

describe('the door', () => {
  it('lets our own sequences pass, and nobody else’s', () => {
    const stolen = own('\x1b[31m').replace(/.\x1b/u, '\x1b');
    expect(forTerminal(`${own('\x1b[31m')}a\x1b[31m${own('\x1b[39m')}\n\tb`)).toBe('\x1b[31ma␛[31m\x1b[39m\n\tb');
    expect(forTerminal(stolen)).not.toContain('\x1b');
    expect(forTerminal('\ufdd1x\x1b[2J\ufdd1')).toBe('<U+FDD1>x␛[2J<U+FDD1>');
  });

  it('lets JSON mean the same', () => {
    const value = { text: `é ${EVIL}\u{e0041}\n\t"\\` };
    const json = makeInertJson(JSON.stringify(value));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).not.toMatch(ACTS);
  });
});

test('commands print through the door alone', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file));
  const open = files.filter((file) => statSync(join('src', file)).isFile() && !file.startsWith('preview/page/'));
  const printing = open.filter((file) =>
    /process\.std(out|err)\.write|console\.\w+\(/.test(readFileSync(join('src', file), 'utf8')),
  );
  // The runner tells its events to labreport alone.
  expect(printing.sort()).toEqual(['commands/print/print.ts', 'runner.ts']);
});
