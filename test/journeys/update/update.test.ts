import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { said, sha256, snapshot } from '../labreport.ts';
import { LAB, makeReport, type Small, TEMPLATE } from './small.ts';

/** Without what differs from run to run. */
function constant(text: string): string {
  return (
    text
      .replaceAll(/\d+\.\d{3} s/g, 'T')
      .replaceAll(/\d+\.\d s/g, 'T')
      // The time in the head may be the same second.
      .replaceAll(/and \d values?/g, 'and V values')
      .replaceAll(/\b\d{4,}\b/g, 'N')
  );
}

const MINE = '\n## My own section\n\nI have thought about it.\n';

describe('an edited report', () => {
  test('is refreshed in place: the new run, and the student’s own words', async () => {
    const small = await makeReport();
    await small.edit((text) => `${text.replace('drawn.', 'drawn *by chance*.')}${MINE}`);
    const before = await small.number();
    const { status, stdout, stderr } = await small.update();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(constant(stdout)).toBe(`✓ T  hosts vit001, vit002 (namespaces)
✓ T  open shell on vit001: echo number $((RANDOM))$((RANDOM))\${extra} it is; cat
✓ T  moment now on vit002: date +%s.%N
✓ T  moment state on vit001: cat state

reports/small/report.md: refreshed 3 evidence blocks and V values; 1 of 1 claims held, T
`);
    const [text, now] = [await small.read(), await small.number()];
    expect(now).not.toBe(before);
    expect(text).not.toContain(before);
    expect(text).toContain(`The number was ${now}, which bash had drawn *by chance*.\n`);
    expect(text.endsWith(MINE)).toBe(true);
    expect((await small.run('check', 'reports/small')).status).toBe(0);
    expect((await small.run('generate', 'small')).status).toBe(2);
  });

  test('has the new record, logs and the lab as it is now', async () => {
    const small = await makeReport();
    await small.edit((text) => text + MINE);
    await writeFile(join(small.cwd, 'labs/small/src/state'), 'very good\n');
    expect((await small.update('--quiet', '--set', 'extra=99')).status).toBe(0);
    expect(await small.read()).toContain('\nvery good\n');
    expect(await small.read('lab/src/state')).toBe('very good\n');
    expect(await small.number()).toMatch(/99$/);
    expect((await small.update('--quiet')).status).toBe(0);
    expect(await small.number()).toMatch(/99$/);
    expect((await small.update('--quiet', '--set', 'extra=3')).status).toBe(0);
    expect(await small.number()).toMatch(/3$/);
  });

  test('says what was deleted, added and left, and which claims changed', async () => {
    const small = await makeReport();
    await small.edit((text) =>
      text
        .replace(/```console now\n[\s\S]*?```\n\n/, '')
        .replace(/The number was (\d+), which bash had drawn/, 'Bash drew $1 (it says) as the number')
        .replace('good, as it should be', 'good, as I have seen with my own eyes'),
    );
    await writeFile(join(small.cwd, 'labs/small/src/state'), 'bad\n');
    const { status, stdout } = await small.update();
    expect(status).toBe(1);
    expect(constant(stdout).split('\n\n').slice(1).join('\n\n')).toBe(`failed good: "good" does not show
changed good: it was held, now it is failed

left as is reports/small/report.md:15: {{value "shell.n"}}: the text around it was edited; the new run: N
left as is reports/small/report.md:32: {{#claim "good"}}: the new run does not bear this out; it was edited and is kept

new        reports/small/report.md:30: > **Not borne out:** The state is good. "good" does not show…

Not in the report, as you have left it: now

reports/small/report.md: refreshed 2 evidence blocks and V values; 0 of 1 claims held, T
`);
    expect(await small.read()).toContain('\n\nThe state was good, as I have seen with my own eyes.\n');
  });

  test('says what was left in the language of the report, and to programs in English', async () => {
    const template = `{{!-- lang: es --}}\n${TEMPLATE.replace(/{{#answer[\s\S]*answer}}\n/, '')}`;
    const small = await makeReport({ template });
    const drew = (text: string) =>
      text.replace(/The number was (\d+), which bash had drawn/, 'Bash drew $1 (it says) as the number');
    await small.edit(drew);
    const { stdout } = await small.update();
    expect(constant(stdout)).toContain(
      'left as is reports/small/report.md:15: {{value "shell.n"}}: se modificó el texto que lo rodea; en la nueva ejecución: N\n',
    );
    const drawn = await small.number();
    await small.edit((text) => text.replace(/drew \d+/, `drew ${drawn}`));
    const { stdout: json } = await small.update('--json');
    expect(JSON.parse(json.trimEnd().split('\n').at(-1) as string).left).toEqual([
      {
        line: 15,
        about: '{{value "shell.n"}}',
        reason: { id: 'textEdited', values: {}, text: 'the text around it was edited' },
        now: await small.number(),
      },
    ]);
  });

  test('tells programs the same as JSON', async () => {
    const small = await makeReport();
    await small.edit((text) => text + MINE);
    const { stdout } = await small.update('--json');
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);
    expect(last).toMatchObject({
      type: 'report',
      out: small.dir,
      evidence: 3,
      figures: 0,
      values: expect.any(Number),
      removed: 0,
      deleted: [],
      added: [],
      left: [],
      exported: [],
      verdicts: [{ claim: 'good', status: 'held' }],
      crossChecks: [],
    });
  });

  test('keeps other files of its author', async () => {
    const small = await makeReport();
    await mkdir(join(small.dir, 'pictures'));
    await mkdir(join(small.dir, 'figures'), { recursive: true });
    for (const name of ['notes.txt', 'pictures/one.png', 'figures/mine.svg', 'figures/two.png', 'logs/own.txt']) {
      await writeFile(join(small.dir, name), name);
    }
    await small.edit((text) => text + MINE);
    expect((await small.update('--quiet')).status).toBe(0);
    expect(await snapshot(small.dir)).toMatchObject(
      Object.fromEntries(
        ['notes.txt', 'pictures/one.png', 'figures/mine.svg', 'figures/two.png', 'logs/own.txt'].map((name) => [
          name,
          sha256(name),
        ]),
      ),
    );
  });

  test('saved while the lab runs is the one that is refreshed', async () => {
    const lab = LAB.replace('claims:', '  - { moment: wait, on: vit001, run: "echo $PPID" }\nclaims:');
    const small = await makeReport({ lab });
    await writeFile(join(small.cwd, 'labs/small/lab.yaml'), lab.replace('echo $PPID', 'sleep 97531; echo over'));
    const updating = small.update('--quiet');
    const sleeper = () => execa('pgrep', ['-fx', 'sleep 97531'], { reject: false }).then(({ stdout }) => stdout);
    await expect.poll(sleeper, { timeout: 60_000, interval: 20 }).not.toBe('');
    await small.edit((text) => text + MINE);
    process.kill(Number(await sleeper()), 'SIGKILL');
    expect((await updating).status).toBe(0);
    expect((await small.read()).endsWith(MINE)).toBe(true);
    expect(await small.read()).toContain(await small.number());
  });

  test('goes over to another template with its edits', async () => {
    const small = await makeReport();
    await small.edit((text) => text.replace('drawn.', 'drawn *by chance*.') + MINE);
    const other = TEMPLATE.replace('## The state', '## How things stood\n\nA new paragraph.').replace(
      /\n\{\{moment "now"\}\}\n/,
      '',
    );
    await writeFile(join(small.cwd, 'other.md.hbs'), other);
    expect((await small.update('--quiet', '--template', 'other.md.hbs')).status).toBe(0);
    const text = await small.read();
    expect(text).toContain('## How things stood\n\nA new paragraph.\n\n```console state\n');
    expect(text).toContain(`The number was ${await small.number()}, which bash had drawn *by chance*.\n`);
    expect(text).not.toContain('## The state');
    expect(text).not.toContain('console now');
    expect(text.endsWith(MINE)).toBe(true);
    expect((await small.run('check', 'reports/small')).status).toBe(0);
  });

  test('is refreshed from its own copy of a lab that is gone', async () => {
    const small = await makeReport();
    await small.edit((text) => text + MINE);
    await rename(join(small.cwd, 'labs'), join(small.cwd, 'elsewhere'));
    const before = await small.number();
    const { status, stdout } = await small.update('--unconfined');
    expect(status).toBe(0);
    expect(stdout).toContain('The lab was the copy in reports/small/lab: none is called small here.\n');
    expect(await small.number()).not.toBe(before);
    expect(await small.read('lab/src/state')).toBe('good\n');
    expect((await small.run('check', 'reports/small')).status).toBe(0);
  });
});

describe('evidence that was edited by hand', () => {
  const edit = (small: Small) =>
    small.edit((text) => text.replace('\ngood\n', '\nvery good\n').replace(/(number \d+) it is\n/, '$1 it is!\n'));

  test('stops it before anything is run', async () => {
    const small = await makeReport();
    await edit(small);
    const before = await snapshot(small.cwd);
    const ran = await small.update();
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(said(ran, small.cwd)).toBe(
      "2 evidence blocks in reports/small/report.md can't be refreshed as they stand:\n" +
        '  reports/small/report.md:10: shell: its output was edited, first in line 12\n' +
        '  reports/small/report.md:30: state: its output was edited, first in line 32\n' +
        '  Nothing was changed. --force overwrites them with what the new run shows, --keep leaves them as they are.',
    );
    expect(await snapshot(small.cwd)).toEqual(before);
  });

  test('is kept with --keep, and told', async () => {
    const small = await makeReport();
    await edit(small);
    const { status, stdout } = await small.update('--keep');
    expect(status).toBe(0);
    expect(stdout).toContain(
      'left as is reports/small/report.md:30: state: its output was edited by hand and is kept\n',
    );
    expect(await small.read()).toContain('\nvery good\n');
    expect((await small.run('check', 'reports/small')).status).toBe(1);
  });

  test('is overwritten with --force', async () => {
    const small = await makeReport();
    await edit(small);
    expect((await small.update('--quiet', '--force')).status).toBe(0);
    expect(await small.read()).not.toContain('very good');
    expect((await small.run('check', 'reports/small')).status).toBe(0);
  });

  test('whose fences are damaged is not overwritten at all', async () => {
    const small = await makeReport();
    await small.edit((text) => text.replace(/\n```\n\nThe number/, '\n\nThe number'));
    const before = await snapshot(small.cwd);
    const ran = await small.update('--force');
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(said(ran, small.cwd)).toMatch(
      /^an evidence block in .*:\n {2}reports\/small\/report.md:10: shell: this code block goes on over the one in line 16: .*\n {2}Nothing was changed\. Put the fences back/,
    );
    expect(await snapshot(small.cwd)).toEqual(before);
  });
});

describe('bad input: one message, and nothing is changed', () => {
  interface Bad {
    spoil: (small: Small) => Promise<unknown>;
    args?: string[];
    says: string;
  }
  const anew = 'To make it anew beside the edited one: labreport generate small --out reports/small --replace';
  const untold = "so it can't be told what in it was edited";
  const cases: Record<string, Bad> = {
    'no report': {
      spoil: async () => {},
      args: ['reports/none'],
      says: 'no report in reports/none, expected the folder of a report or its report.md\n  For example: labreport check reports/two-clients',
    },
    'another Markdown file': {
      spoil: (small) => writeFile(join(small.dir, 'mine.md'), '# Mine\n'),
      args: ['reports/small/mine.md'],
      says: 'reports/small/mine.md is not the report of its folder, expected report.md\n  A record belongs to the report.md beside it. To refresh an earlier version, put it in its place.',
    },
    'text that is not UTF-8': {
      spoil: (small) => writeFile(small.file, Buffer.from('# Caf\xe9\n', 'latin1')),
      says: 'reports/small/report.md:1 expected UTF-8 text, got other bytes\n  Save the file as UTF-8. Nothing was changed.',
    },
    'a log that was changed': {
      spoil: (small) => small.edit((text) => `${text}x`, 'logs/state.txt'),
      says: "reports/small/logs/state.txt was changed after the run, so it can't be told what in report.md was edited; expected it as recorded\n  Put it back, or make the report anew beside the edited one: labreport generate ... --out reports/small --replace",
    },
    'a kept template that was changed': {
      spoil: (small) => small.edit((text) => `${text}x`, 'lab/template.md.hbs'),
      says: "reports/small/lab/template.md.hbs was changed after the run, so it can't be told what in report.md was edited; expected it as recorded\n  Put it back, or make the report anew beside the edited one: labreport generate ... --out reports/small --replace",
    },
    'a record of an older labreport, which words it otherwise': {
      spoil: async (small) => {
        await small.edit((text) => text + MINE);
        await small.edit((text) => text.replace(/"labreport": ".*"/, '"labreport": "0.0.9"'), 'record.json');
      },
      says: expect.stringMatching(
        new RegExp(
          `^reports/small/report.md: labreport 0.0.9 made it, and this one, .*, words it otherwise, ${untold}\n  ${anew}$`,
        ),
      ) as never,
    },
    'a record of an older labreport, of a report that nobody has edited': {
      spoil: async (small) => {
        const text = await small.read();
        const older = text.replaceAll(/```console .*/g, '```console');
        await writeFile(small.file, older);
        const hash = (json: string) =>
          json.replace(sha256(text), sha256(older)).replace(/"labreport": ".*"/, '"labreport": "0.0.9"');
        await small.edit(hash, 'record.json');
      },
      says: expect.stringMatching(
        /made it, and this one, .*\n {2}Nobody has edited it\. To make it anew: labreport generate small --out reports\/small$/,
      ) as never,
    },
    'a record of another format': {
      spoil: (small) => small.edit((text) => text.replace('"format": 3', '"format": 4'), 'record.json'),
      says: 'CWD/reports/small/record.json record of format 4, expected 1 to 3\n  It was made by another version of labreport. Run "labreport generate" again.',
    },
    'a record that was edited': {
      spoil: async (small) => {
        await small.edit((text) => text + MINE);
        await small.edit((text) => text.replace(/"kernel": ".*"/, '"kernel": "mine"'), 'record.json');
      },
      says: `reports/small/report.md: its record.json or its template is not the one that it was made with, ${untold}\n  ${anew}`,
    },
    'a record of another report': {
      spoil: (small) =>
        writeFile(small.file, '# Another lab\n\n```console x\n[2026-01-01, 10:00:00] ls\na\n```\n\nText.\n'),
      says: expect.stringMatching(
        /^reports\/small\/report.md nearly nothing of what record.json gives is in it \(lab small, \d{4}-\d\d-\d\d\), expected the report that this record belongs to\n {2}Nothing was run\./,
      ) as never,
    },
    'a damaged answer': {
      spoil: (small) => small.edit((text) => text.replace('<!-- /answer -->\n', '')),
      says: 'reports/small/report.md:24 answer "why" is not closed, expected a line <!-- /answer -->\n  Answers are kept by these marks. Put them back as they were; what is between them is yours.',
    },
    'an unknown parameter': {
      spoil: async () => {},
      args: ['reports/small', '--set', 'prot=1'],
      says: 'unknown parameter "prot", expected one of extra',
    },
    'a template that does not fit the lab': {
      spoil: (small) => writeFile(join(small.cwd, 'bad.md.hbs'), '{{moment "later"}}\n'),
      args: ['reports/small', '--template', 'bad.md.hbs'],
      says: expect.stringMatching(/^bad\.md\.hbs:1:1 unknown moment "later"/) as never,
    },
  };

  test.each(Object.entries(cases))('%s', async (_, { spoil, args = ['reports/small'], says }) => {
    const small = await makeReport();
    await spoil(small);
    const before = await snapshot(small.cwd);
    const ran = await small.run('update', '--quiet', ...args);
    expect({ status: ran.status, stdout: ran.stdout, says: said(ran, small.cwd) }).toEqual({
      status: 2,
      stdout: '',
      says,
    });
    expect(await snapshot(small.cwd)).toEqual(before);
  });

  test('a report that is gone', async () => {
    const small = await makeReport();
    await rm(small.file);
    const ran = await small.update();
    expect(ran.status).toBe(2);
    expect(said(ran, small.cwd)).toContain("reports/small/report.md can't be read, expected the report");
  });

  test('a new run that does not come to its end', async () => {
    const small = await makeReport();
    await small.edit((text) => text + MINE);
    const lab = LAB.replace('claims:', '  - { wait: { text: never, on: shell }, limit: 200ms }\nclaims:');
    await writeFile(join(small.cwd, 'labs/small/lab.yaml'), lab);
    const before = await snapshot(small.cwd);
    const ran = await small.update('--quiet');
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(said(ran, small.cwd)).toMatch(
      /^the new run stopped at step 4 of 4, line 15 of lab\.yaml: expected "never" on terminal shell, but .*\n {2}reports\/small\/report\.md and its record are as they were\. To see how far it gets: labreport generate small --out reports\/small-incomplete$/,
    );
    expect(await snapshot(small.cwd)).toEqual(before);
  });
});

describe('a report that nobody has edited', () => {
  test('becomes the new one', async () => {
    const small = await makeReport();
    expect((await small.update('--quiet')).status).toBe(0);
    const record = JSON.parse(await small.read('record.json'));
    expect(record.report.sha256).toBe(sha256(await small.read()));
    expect((await small.run('generate', 'small', '--quiet')).status).toBe(0);
  });
});
