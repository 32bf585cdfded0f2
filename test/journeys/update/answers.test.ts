import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { said, sha256, snapshot } from '../labreport.ts';
import { makeReport, TEMPLATE } from './small.ts';

const ANSWER = 'Because bash draws it anew.\n\n- I have tried.\n';
const write = (text: string) => text.replace('*Not answered yet: write here.*\n', ANSWER);
const MINE = '\n## My own section\n';

describe('labreport check', () => {
  test('says which questions are not answered, and finds no fault in that', async () => {
    const small = await makeReport();
    const open = await small.run('check', 'reports/small');
    expect(open.status).toBe(0);
    expect(open.stdout).toContain('\nunanswered reports/small/report.md:24: answer why\n');
    await small.edit(write);
    const answered = await small.run('check', 'reports/small');
    expect(answered.status).toBe(0);
    expect(answered.stdout).not.toContain('unanswered');
    await small.edit((text) => text.replace(/<!-- answer[\s\S]*?\/answer -->\n/, ''));
    const gone = await small.run('check', 'reports/small');
    expect(gone.status).toBe(0);
    expect(gone.stdout).toContain('\nunanswered reports/small/report.md: the place for answer why is gone\n');
  });

  test('can’t check a report whose marks are damaged', async () => {
    const small = await makeReport();
    await small.edit((text) => text.replace('<!-- answer: why -->', '<!-- answer: why'));
    const ran = await small.run('check', 'reports/small');
    expect({ status: ran.status, said: said(ran, small.cwd).split('\n')[0] }).toEqual({
      status: 2,
      said: 'reports/small/report.md:24 a mark of an answer is damaged, expected <!-- answer: NAME --> or <!-- /answer -->',
    });
  });
});

describe('labreport generate', () => {
  test('keeps answers when nothing else was edited', async () => {
    const small = await makeReport();
    await small.edit(write);
    const before = await small.number();
    for (let i = 0; i < 2; i++) {
      expect(await small.run('generate', 'small', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
      expect(await small.read()).toContain(`<!-- answer: why -->\n${ANSWER}<!-- /answer -->\n`);
      expect((await small.run('check', 'reports/small')).status).toBe(0);
    }
    expect(await small.number()).not.toBe(before);
    expect(await small.read()).toContain(await small.number());
    expect(await readdir(small.dir)).not.toContain('report.edited-1.md');
  });

  test('refuses to replace other edits, and offers what keeps them', async () => {
    const small = await makeReport();
    await small.edit((text) => write(text) + MINE);
    const before = await snapshot(small.cwd);
    const ran = await small.run('generate', 'small');
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(said(ran, small.cwd)).toBe(
      'reports/small/report.md was edited after it was made, expected to replace only what nobody has edited\n' +
        '  To run the lab again and refresh what the report shows of it, edits kept: labreport update reports/small\n' +
        '  To make it anew: --replace; the edited one is then kept beside the new one. Or another folder: --out DIR',
    );
    expect(await snapshot(small.cwd)).toEqual(before);
  });

  test('carries answers over with --replace, and keeps the edited report beside the new one', async () => {
    const small = await makeReport();
    await small.edit((text) => write(text) + MINE);
    const edited = await small.read();
    const { status, stdout } = await small.run('generate', 'small', '--replace');
    expect(status).toBe(0);
    expect(stdout).toContain('reports/small/report.edited-1.md: the report as it was edited\n');
    expect(await small.read('report.edited-1.md')).toBe(edited);
    const text = await small.read();
    expect(text).toContain(`<!-- answer: why -->\n${ANSWER}<!-- /answer -->\n`);
    expect(text).not.toContain(MINE);
  });

  test('keeps a report whose answers a new template does not ask for', async () => {
    const small = await makeReport();
    await small.edit(write);
    const edited = await small.read();
    await writeFile(join(small.cwd, 'templates/small.md.hbs'), TEMPLATE.replace('"why"', '"what"'));
    expect((await small.run('generate', 'small', '--quiet')).status).toBe(0);
    expect(await small.read()).toContain('<!-- answer: what -->\n*Not answered yet');
    expect(await small.read('report.edited-1.md')).toBe(edited);
  });

  test('does not replace a report whose marks are damaged', async () => {
    const small = await makeReport();
    await small.edit((text) => write(text).replace('<!-- /answer -->\n', ''));
    const before = await snapshot(small.cwd);
    for (const flags of [[], ['--replace']]) {
      const ran = await small.run('generate', 'small', '--quiet', ...flags);
      expect(said(ran, small.cwd)).toMatch(/^reports\/small\/report\.md:24 answer "why" is not closed/);
    }
    expect(await snapshot(small.cwd)).toEqual(before);
  });

  test('carries answers over also where the record is gone', async () => {
    const small = await makeReport();
    await small.edit(write);
    await rm(join(small.dir, 'record.json'));
    expect((await small.run('generate', 'small', '--quiet')).status).toBe(2);
    expect((await small.run('generate', 'small', '--quiet', '--replace')).status).toBe(0);
    expect(await small.read()).toContain(ANSWER);
  });
});

describe('labreport update', () => {
  test('leaves answers as they are, and what they quote of the evidence is refreshed', async () => {
    const small = await makeReport();
    const block = /```console shell\n[\s\S]*?```\n/;
    await small.edit((text) => {
      return write(text).replace('- I have tried.\n', `- I have tried.\n\n${block.exec(text)?.[0]}`);
    });
    expect((await small.update('--quiet')).status).toBe(0);
    const text = await small.read();
    expect(text).toContain(`<!-- answer: why -->\n${ANSWER}\n${block.exec(text)?.[0]}<!-- /answer -->\n`);
    expect(text.split(`number ${await small.number()} it is\n`)).toHaveLength(3);
    const record = JSON.parse(await small.read('record.json'));
    expect(record.report.sha256).not.toBe(sha256(text));
  });
});
