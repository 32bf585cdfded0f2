import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CheckedReport, checkReport, judgeChecked } from '../../../src/app/check/check-report.ts';
import { version } from '../../../src/app/version.ts';
import type { Verdict } from '../../../src/claims/verdict.ts';
import { formatChecked, formatCheckedJson } from '../../../src/commands/check/format-checked.ts';
import { hashText } from '../../../src/record/hash.ts';
import { LabreportError } from '../../../src/text/errors.ts';
import { findTool } from '../../../src/tools/find.ts';
import { inEnglish } from '../../claims/seen.ts';
import { copyOf, editRecord, type Made, makeFolder, makeReport } from '../report-folder.ts';

let made: Made;
beforeAll(async () => {
  made = await makeReport();
});

/** A check of a copy whose report.md was changed. */
async function checkEdited(edit: (markdown: string) => string, more: (dir: string) => unknown = () => {}) {
  const dir = await copyOf(made);
  const edited = edit(made.markdown);
  expect(edited).not.toBe(made.markdown);
  await writeFile(join(dir, 'report.md'), edited);
  await more(dir);
  return checkReport({ path: dir });
}

/** A check of a copy whose files were changed. */
async function checkChanged(change: (dir: string) => unknown) {
  const dir = await copyOf(made);
  await change(dir);
  return checkReport({ path: dir });
}

function names({ shown }: CheckedReport): string[] {
  return shown.deleted.map(({ helper, about }) => `${helper} ${about}`);
}

/** The lines from the first that begins so to the next empty one. */
function blockAt(markdown: string, begins: string): string {
  const start = markdown.indexOf(begins);
  expect(start, begins).toBeGreaterThanOrEqual(0);
  return markdown.slice(start, markdown.indexOf('\n\n', start) + 2);
}

const BUILD = '```console build\n[2026-10-08, 13:15:23] run build';

describe('a report that nobody has edited', () => {
  it('is intact, by its folder, its Markdown or its record', async () => {
    for (const path of [made.dir, `${made.dir}/`, join(made.dir, 'report.md'), join(made.dir, 'record.json')]) {
      const { files, shown, notes } = await checkReport({ path });
      expect({ files, notes, differences: shown.differences, deleted: shown.deleted }).toEqual({
        files: { checked: 13, findings: [] },
        notes: [],
        differences: [],
        deleted: [],
      });
      expect(shown.same).toBe(made.shown.length);
    }
  });

  it('has its claims and cross-checks checked again', async () => {
    const { verdicts, crossChecks } = await checkReport({ path: made.dir });
    expect(verdicts.map(({ claim, status }) => `${claim} ${status}`)).toEqual([
      'no-reset held',
      'three-sockets held',
      'no-warning held',
      'refused held',
      'own not-testable',
      'gone failed',
    ]);
    expect(crossChecks.map(({ check, status }) => `${check} ${status}`)).toEqual([
      'handshake agrees',
      'handshake not-testable',
      'accepted agrees',
      'state agrees',
      'state not-testable',
    ]);
  });
});

describe('what may be done to a report', () => {
  it.each<[string, (markdown: string) => string]>([
    ['prose edited', (text) => text.replace('Prose between two blocks', 'Words of my own, *many* of them,')],
    ['a section added', (text) => `${text}\n## More\n\n\`\`\`c\nint main(void) { return 0; }\n\`\`\`\n`],
    ['console blocks of one’s own', (text) => `${text}\n\`\`\`console\n$ make\n\`\`\`\n`],
    ['a block moved', (text) => text.replace(blockAt(text, BUILD), '').concat('\n', blockAt(text, BUILD))],
    [
      'a block shown twice',
      (text) => `${text}\n${blockAt(text, '```console server\n[2026-10-08, 13:15:23] ./TCPechod 8990')}`,
    ],
    ['other line ends', (text) => text.replaceAll('\n', '\r\n')],
    [
      'a table laid out anew',
      (text) => text.replaceAll(' | **held** | ', '    |  **held**|   '.replace('|   ', ' |   ')),
    ],
    ['lines broken anew', (text) => text.replace('are on port 8990: **held**.', 'are on port\n8990: **held**.')],
    ['prose after a caption', (text) => text.replace('Ended with status 1.', 'Ended with status 1. As it should.')],
  ])('%s', async (_, edit) => {
    const { shown, notes } = await checkEdited(edit);
    expect({ differences: shown.differences, deleted: shown.deleted, notes }).toEqual({
      differences: [],
      deleted: [],
      notes: [],
    });
  });

  it.each<[string, string, string[]]>([
    ['a block', '```console build\n[2026-10-08, 13:15:23] run build', ['build build']],
    ['a block with its caption', '```console again\n[2026-10-08, 13:15:23] run again', ['terminal again']],
    ['a caption', 'Ended with status 1.', ['terminal again']],
    ['a verdict', '> **Not borne out:**', ['claim gone']],
  ])('%s deleted, which is listed', async (_, begins, deleted) => {
    const checked = await checkEdited((text) => {
      const isCaptioned = begins.endsWith('run again');
      const whole = text.replace(blockAt(text, begins), '');
      return isCaptioned ? whole.replace('Ended with status 1.\n\n', '') : whole;
    });
    expect(checked.shown.differences).toEqual([]);
    expect(names(checked)).toEqual(deleted);
  });
});

describe('an edit of evidence', () => {
  const ROW = 'tcp        0      0 192.0.2.1:8990          192.0.2.2:36030         ESTABLISHED 14/./TCPechod       ';

  it('is told with the evidence, the line and what should be there', async () => {
    const { shown } = await checkEdited((text) => text.replace(`\n${ROW}`, `\n${ROW.replace('36030', '36031')}`));
    expect(shown.differences).toEqual([
      {
        kind: 'edited',
        helper: 'moment',
        about: 'netstat-open',
        line: made.markdown.slice(0, made.markdown.indexOf(`\n${ROW}`) + 1).split('\n').length,
        expected: ROW,
        found: ROW.replace('36030', '36031'),
      },
    ]);
  });

  it.each<[string, (text: string) => string, string]>([
    ['a line left out', (text) => text.replace(`\n${ROW}`, ''), 'netstat-open'],
    ['a line added', (text) => text.replace('remote port 36030\n', 'remote port 36030\nall is well\n'), 'server'],
    ['all of an output, under its name', (text) => text.replace(/(?<=```console ps\n)[^`]*/, '$ ps\nnothing\n'), 'ps'],
    ['a head line', (text) => text.replace('13:15:23] run ps', '13:15:24] run ps'), 'ps'],
    ['a head line left out', (text) => text.replace('[2026-10-08, 13:15:23] run build\n', ''), 'build'],
    ['a space at a line’s end', (text) => text.replace('TIME COMMAND', 'TIME COMMAND '), 'ps'],
    ['a caption', (text) => text.replace('Ended with status 1.', 'Ended with status 0.'), 'again'],
    [
      'a verdict in the table',
      (text) =>
        text.replace('| Nine sockets are on port 8990 | **failed** |', '| Nine sockets are on port 8990 | **held** |'),
      'gone',
    ],
    [
      'a row written anew',
      (text) =>
        text.replace(/\| Nine sockets are on port 8990 \|.*/, '| Nine sockets are on port 8990 | **held** | Yes. |'),
      'gone',
    ],
    ['a verdict in prose', (text) => text.replace('refused: **held**', 'refused: **failed**'), 'refused'],
    [
      'a reason in prose',
      (text) => text.replace('It ended with status 1, as expected', 'It ended with status 7, as expected'),
      'refused',
    ],
    ['a warning', (text) => text.replace('**Not borne out:** Nine', '**Borne out:** Nine'), 'gone'],
    ['a result of the cross-checks', (text) => text.replace('**1 of 2 agrees**', '**2 of 2 agree**'), 'handshake'],
    [
      'the line about trust',
      (text) => text.replace('Trust: self-reported; nobody has', 'Trust: re-executed; somebody has'),
      'run',
    ],
    [
      'a fence broken',
      (text) => text.replace('```console build\n[2026-10-08, 13:15:23] run build', '[2026-10-08, 13:15:23] run build'),
      'build',
    ],
    [
      'a block made prose',
      (text) => text.replace('```console build\n[2026-10-08, 13:15:23] run build', 'run build'),
      'build',
    ],
  ])('%s', async (_, edit, about) => {
    const checked = await checkEdited(edit);
    expect(checked.shown.differences.map((difference) => difference.about)).toContain(about);
    expect(judgeChecked(checked)).toBe('failed');
  });

  it('is found also when the hashes are made new', async () => {
    const edited = made.markdown.replace('ESTABLISHED 14/', 'CLOSE_WAIT  14/');
    const { shown } = await checkEdited(
      () => edited,
      (dir) => editRecord(dir, (record) => Object.assign(record.report ?? {}, { sha256: hashText(edited) })),
    );
    expect(shown.differences.map(({ about }) => about)).toEqual(['netstat-open']);
  });

  it('invented is found: a block, and a verdict', async () => {
    const block = '```console\n[2026-10-08, 13:15:59] whoami\nroot\n```\n';
    const { shown } = await checkEdited((text) => {
      return `${text.replace('| Cross-check |', '| All is well | **held** | it is. |\n\n| Cross-check |')}\n${block}`;
    });
    const table = await checkEdited((text) =>
      text.replace('| --- |\n| No', '| --- |\n| All is well | **held** | it is. |\n| No'),
    );
    expect(shown.differences).toMatchObject([{ kind: 'invented', found: '[2026-10-08, 13:15:59] whoami' }]);
    expect(table.shown.differences).toMatchObject([{ kind: 'invented', found: '| All is well | held | it is. |' }]);
  });

  const HEAD = '[2026-10-08, 13:15:59] whoami';
  const CLAIMS = '<th>Claim</th><th>Verdict</th><th>Reason</th>';
  it.each<[string, string, string?]>([
    ['a fence of tildes', `~~~\n${HEAD}\nroot\n~~~`],
    ['an indented block', `    ${HEAD}\n    root`],
    ['a fence in a quote in a list', `- > \`\`\`\n  > ${HEAD}\n  > \`\`\``],
    ['a block that begins with something else', `\`\`\`\n\n$ date\n${HEAD}\n\`\`\``],
    ['a console with a time of another form', '```console\n[today, 13:15:59] whoami\n```', '[today, 13:15:59] whoami'],
    ['a block that is named like evidence', '```console ps\n PID TTY\n```', ' PID TTY'],
    ['a paragraph', `${HEAD}<br>root`],
    ['a paragraph of entities', `&#91;2026-10-08, 13:15:59] whoami\\!`, `${HEAD}!`],
    ['emphasis and code', `**[2026**-10-08, 13:15:59] \`whoami\``],
    ['a zero-width space', `[2026-10-\u200b08, 13:15:59] whoami`],
    ['full-width digits', `[２０２６-10-08, 13:15:59] whoami`],
    ['pre', `<pre>\n${HEAD}\nroot\n</pre>`],
    ['pre in details', `<details><summary>more</summary><pre><code>${HEAD}\nroot</code></pre></details>`],
    ['pre of pieces', `<pre><b>[2026</b>-10-08,&#32;13:15:59] whoami<br>root</pre>`],
    ['Markdown in HTML', `<div>\n\n${HEAD}\n\n</div>`],
    [
      'a table of verdicts',
      `<table><tr>${CLAIMS}</tr><tr><td>All</td><td>held</td><td>so</td></tr></table>`,
      'All | held | so',
    ],
    [
      'a table of verdicts in pieces',
      `<table>\n<tr>\n\n${CLAIMS}\n\n</tr>\n<tr><td>\n\nAll\n\n</td><td><b>held</b></td><td>so</td></tr></table>`,
      'All | held | so',
    ],
    ['a bare table', 'Claim | Verdict | Reason\n:-- | --- | ---\nAll | held | so\nmore', 'All | held | so'],
    ['another table head', '|**Claim**|Verdict|  Reason|\n|-|-|-|\n|All|held|so|', '|All|held|so|'],
  ])('invented as %s is found', async (_, added, found = HEAD) => {
    const { shown } = await checkEdited((text) => `${text}\n\n${added}\n`);
    expect(shown.differences[0]).toEqual({ kind: 'invented', line: expect.any(Number), found: found.trim() });
    const lines = made.markdown.split('\n').length;
    expect(shown.differences[0]?.line).toBeGreaterThan(lines);
  });

  it.each<[string, string]>([
    ['a head within a sentence', 'At `[2026-10-08, 13:15:23] run ps` it was seen.'],
    ['a sentence that begins with a recorded head', '`[2026-10-08, 13:15:23] run ps` shows it.'],
    ['a time of one’s own', '[2026-10-08] I began.\n\n[link][1]\n\n[1]: https://www.example.org "title"'],
    ['a log of one’s own', '```text\n[13:15:23] my program says so\n```'],
    ['a table of one’s own', '| Claim | Source |\n| --- | --- |\n| All | me |'],
    ['HTML of one’s own', '<details><summary>more</summary>\n\nWords.\n\n</details>\n\n<!-- a note -->'],
  ])('%s is none', async (_, added) => {
    const { shown, forgeries } = await checkEdited((text) => `${text}\n\n${added}\n`);
    expect({ differences: shown.differences, deleted: shown.deleted, forgeries }).toEqual({
      differences: [],
      deleted: [],
      forgeries: [],
    });
  });

  const TABLE = /^\| Claim [\s\S]*?\n\n/m;
  it.each<[string, (text: string) => string]>([
    ['a comment', (text) => text.replace(TABLE, (table) => `<!--\n${table.trimEnd()}\n-->\n\n`)],
    ['a template', (text) => text.replace(TABLE, (table) => `<template>\n\n${table}</template>\n\n`)],
    ['a footnote', (text) => text.replace(TABLE, (table) => `[^x]:\n${table.trimEnd().replace(/^/gm, '    ')}\n\n`)],
    ['a style', (text) => text.replace(TABLE, (table) => `<style>\n${table.trimEnd()}\n</style>\n\n`)],
  ])('verdicts that are there and that no reader sees are told: in %s', async (_, edit) => {
    const { shown } = await checkEdited(edit);
    expect(shown.differences.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      ...['no-reset', 'three-sockets', 'no-warning', 'refused', 'own', 'gone'].map((about) => `hidden ${about}`),
    ]);
  });
});

describe('files that are not as the run left them', () => {
  it.each<[string, (dir: string) => unknown, object[]]>([
    [
      'a changed log',
      (dir) => writeFile(join(dir, 'logs/ps.txt'), 'none\n'),
      [{ path: 'logs/ps.txt', problem: 'changed', evidence: 'ps' }],
    ],
    [
      'a missing log',
      (dir) => rm(join(dir, 'logs/ps.txt')),
      [{ path: 'logs/ps.txt', problem: 'missing', evidence: 'ps' }],
    ],
    [
      'a missing capture',
      (dir) => rm(join(dir, 'logs/wire.pcap')),
      [{ path: 'logs/wire.pcap', problem: 'missing', evidence: 'wire' }],
    ],
    [
      'a log too many',
      (dir) => writeFile(join(dir, 'logs/ps.more.txt'), ''),
      [{ path: 'logs/ps.more.txt', problem: 'extra', evidence: 'ps' }],
    ],
    [
      'a file of no evidence',
      (dir) => writeFile(join(dir, 'logs/note'), ''),
      [{ path: 'logs/note', problem: 'extra' }],
    ],
    [
      'a changed template',
      (dir) => writeFile(join(dir, 'lab/template.md.hbs'), 'Hello.\n'),
      [{ path: 'lab/template.md.hbs', problem: 'changed' }],
    ],
    [
      'no template',
      (dir) => rm(join(dir, 'lab/template.md.hbs')),
      [{ path: 'lab/template.md.hbs', problem: 'missing' }],
    ],
    [
      'a figure of nobody',
      (dir) => mkdir(join(dir, 'figures')).then(() => writeFile(join(dir, 'figures/x.svg'), '')),
      [],
    ],
    [
      'a link in place of a log',
      (dir) => rm(join(dir, 'logs/ps.txt')).then(() => symlink('/etc/hostname', join(dir, 'logs/ps.txt'))),
      [{ path: 'logs/ps.txt', problem: 'not-a-file', is: 'is a link to /etc/hostname', evidence: 'ps' }],
    ],
    [
      'a FIFO in place of a log',
      (dir) => rm(join(dir, 'logs/ps.txt')).then(() => execFileSync('/usr/bin/mkfifo', [join(dir, 'logs/ps.txt')])),
      [{ path: 'logs/ps.txt', problem: 'not-a-file', is: 'is a FIFO', evidence: 'ps' }],
    ],
  ])('%s', async (name, change, findings) => {
    const checked = await checkChanged(change);
    const expected = name.startsWith('a figure') ? [{ path: 'figures/x.svg', problem: 'extra' }] : findings;
    expect(checked.files.findings).toEqual(expected);
    expect(checked.shown.differences).toEqual([]);
    expect(judgeChecked(checked)).toBe('failed');
  });

  it('are not read where lab.yaml leads elsewhere: nothing of it is told', async () => {
    const secret = join(await makeFolder(), 'secret');
    await writeFile(secret, 'my own: [secret\n');
    const checked = await checkChanged(async (dir) => {
      const hash = { bytes: 1, sha256: hashText('x') };
      await editRecord(dir, ({ inputs }) => inputs.push({ path: 'lab/lab.yaml', ...hash }));
      await symlink(secret, join(dir, 'lab/lab.yaml'));
    });
    expect(checked.files.findings).toMatchObject([{ path: 'lab/lab.yaml', problem: 'not-a-file' }]);
    expect(checked.forgeries).toMatchObject([{ kind: 'lab', message: expect.stringContaining('is a link to') }]);
    expect(formatChecked(checked)).not.toContain('my own');
  });

  it('do not hide an edit of other evidence', async () => {
    const checked = await checkEdited(
      (text) => text.replace('ESTABLISHED 14/', 'CLOSE_WAIT  14/'),
      (dir) => writeFile(join(dir, 'logs/ps.txt'), 'none\n'),
    );
    expect(checked.shown.differences.map(({ about }) => about)).toEqual(['netstat-open']);
    expect(checked.notes).toEqual(['What report.md shows of ps was not compared, since the files have changed.']);
  });

  it('make claims about them not testable when they are gone', async () => {
    const { verdicts } = await checkChanged((dir) => rm(join(dir, 'logs/wire.pcap')));
    expect(inEnglish(verdicts[0] as Verdict)).toEqual({
      claim: 'no-reset',
      says: 'No connection is reset',
      status: 'not-testable',
      cites: [{ evidence: 'wire' }],
      reason: 'capture wire is not available: its file logs/wire.pcap is missing',
    });
  });
});

/** What the command of the claim said. */
function ended(status: number, output: string) {
  return { id: 'commandSaid', values: { command: '"./check.sh"', exit: { status }, limitS: 10, output } };
}

describe('a claim that rests on a command', () => {
  it('is not run unasked, and then not testable', async () => {
    const { verdicts } = await checkReport({ path: made.dir });
    const verdict = verdicts.find(({ claim }) => claim === 'own') as Verdict;
    expect(inEnglish(verdict)).toEqual({
      claim: 'own',
      says: 'The check of our own agrees',
      status: 'not-testable',
      cites: [],
      reason: 'its command "./check.sh" was not run (--run-commands runs it)',
    });
  });

  // It came with the report, so that it is run confined.
  it.skipIf(findTool('bwrap') === undefined)('is run when that is asked for', async () => {
    const asked = await checkReport({ path: made.dir, runCommands: true });
    expect(asked.verdicts.find(({ claim }) => claim === 'own')).toMatchObject({
      status: 'held',
      reason: ended(0, 'all is well'),
    });
    const dir = await copyOf(made);
    await writeFile(join(dir, 'wrong'), '');
    const failed = await checkReport({ path: dir, runCommands: true });
    expect(failed.verdicts.find(({ claim }) => claim === 'own')).toMatchObject({
      status: 'failed',
      reason: ended(1, 'something is wrong'),
    });
    // The report shows what it had said when it was made.
    expect(failed.shown.differences).toEqual([]);
  });
});

describe('a report that can’t be checked', () => {
  async function refusal(change: (dir: string) => unknown, path = ''): Promise<string> {
    const dir = await copyOf(made);
    await change(dir);
    const error = await checkReport({ path: join(dir, path) }).catch((caught) => caught);
    expect(error).toBeInstanceOf(LabreportError);
    return (error as LabreportError).text.replaceAll(dir, 'DIR');
  }

  it.each<[string, (dir: string) => unknown, string | RegExp]>([
    ['no record', (dir) => rm(join(dir, 'record.json')), /^DIR\/record.json can't be read as a run's record: ENOENT/],
    [
      'no JSON',
      (dir) => writeFile(join(dir, 'record.json'), '{'),
      /^DIR\/record.json can't be read as a run's record: .*JSON/,
    ],
    [
      'another format',
      (dir) => editRecord(dir, (record) => Object.assign(record, { format: 7 })),
      /^DIR\/record.json record of format 7, expected 1 to 3\n/,
    ],
    [
      'no evidence',
      (dir) => editRecord(dir, (record) => Object.assign(record, { evidence: 3 })),
      /^DIR\/record.json evidence: got 3, expected a list of evidence\n/,
    ],
    [
      'a strange evidence',
      (dir) => editRecord(dir, (record) => record.evidence.push({} as never)),
      /^DIR\/record.json evidence\[7\].kind: got nothing, expected one of terminal, moment, capture, build\n/,
    ],
    [
      'a file elsewhere',
      (dir) => editRecord(dir, (record) => Object.assign(record.evidence[0] ?? {}, { log: '../../etc/passwd' })),
      /^DIR\/record.json evidence\[0\].log: got "..\/..\/etc\/passwd", expected a file in logs\/, .*\n/,
    ],
    ['no report.md', (dir) => rm(join(dir, 'report.md')), /^DIR\/report.md can't be read, expected the report: ENOENT/],
  ])('%s', async (_, change, message) => {
    const said = await refusal(change);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it('no folder', async () => {
    const folder = await makeFolder();
    await expect(checkReport({ path: join(folder, 'none') })).rejects.toThrow('expected the folder of a report');
    await expect(checkReport({ path: folder })).rejects.toThrow("can't be read as a run's record");
  });

  it('another version’s, which may word things otherwise, is compared by its hash', async () => {
    const old = await makeReport({ labreport: '0.0.1' });
    const dir = await copyOf(old);
    const record = await readFile(join(dir, 'record.json'), 'utf8');
    const markdown = old.markdown.replaceAll('not testable', 'untestable');
    await writeFile(join(dir, 'report.md'), markdown);
    await writeFile(join(dir, 'record.json'), record.replace(hashText(old.markdown), hashText(markdown)));
    const { shown, notes } = await checkReport({ path: dir });
    expect({ shown, notes }).toEqual({
      shown: { same: 0, differences: [], deleted: [] },
      notes: [`report.md is as labreport 0.0.1 made it; this one, ${version}, words it otherwise.`],
    });
  });
});

describe('what is printed', () => {
  it('names each fault, then the sums, then how far to trust it', async () => {
    const checked = await checkEdited(
      (text) => text.replace('ESTABLISHED 14/', 'CLOSE_WAIT\u001b  14/').replace('Ended with status 1.\n\n', ''),
      (dir) => writeFile(join(dir, 'logs/note'), ''),
    );
    const printed = formatChecked(checked).replaceAll(checked.report.dir, 'DIR');
    expect(printed).toBe(
      `DIR/report.md: made 2026-10-08, 13:15:20 +02:00 by labreport ${version}
Lab: mine, none of those that come with labreport
Judged by the lab that the report brought.

not-testable own: its command "./check.sh" was not run (--run-commands runs it)
failed gone: 3 sockets on port 8990 exist (expected 9)
edited DIR/logs/note was added after the run
`.replace('DIR/logs', 'logs') + printed.slice(printed.indexOf('edited DIR/report.md:')),
    );
    expect(printed).toContain('moment netstat-open is not as the record has it\n    expected: "tcp');
    expect(printed).toContain('CLOSE_WAIT␛  14/');
    expect(printed).toContain(`
4 of 6 claims held, 1 of 6 not testable
handshakes: 1 of 2 agrees; 1 not testable: `);
    expect(printed).toContain('13 of 13 files as recorded\n');
    expect(printed).toContain('no longer in it: terminal again\n');
    expect(printed).toMatch(
      /\n\nSelf-reported: hashes in record\.json show .* no more; whoever edits all of\nthem can make new ones\./,
    );
  });

  it('is JSON for programs', async () => {
    const result = JSON.parse(formatCheckedJson(await checkReport({ path: made.dir })));
    expect(Object.keys(result)).toEqual([
      'report',
      'sound',
      'whole',
      'trust',
      'lab',
      'verdicts',
      'crossChecks',
      'forgeries',
      'files',
      'fileFindings',
      'shown',
      'differences',
      'unanswered',
      'deleted',
      'notes',
    ]);
    expect(result).toMatchObject({
      sound: false,
      whole: 'failed',
      trust: 'self-reported',
      lab: { name: 'mine', is: 'unknown', judgedBy: 'itself' },
      forgeries: [],
      files: 13,
      fileFindings: [],
      differences: [],
    });
  });
});
