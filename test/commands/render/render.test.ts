import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkReport } from '../../../src/app/check/check-report.ts';
import type { RenderOptions } from '../../../src/app/render/render-options.ts';
import { renderReport } from '../../../src/app/render/render-report.ts';
import { formatRendered } from '../../../src/commands/render/format-rendered.ts';
import { hashText } from '../../../src/record/hash.ts';
import type { LabreportError } from '../../../src/text/errors.ts';
import { SAMPLE } from '../../sample.ts';
import { copyOf, editRecord, type Made, makeFolder, makeReport } from '../report-folder.ts';

const SUM = '5 of 6 claims held; 3 of 3 cross-checks agree';

let original: Made;
let dir: string;
beforeAll(async () => {
  original = await makeReport();
});
beforeEach(async () => {
  dir = await copyOf(original);
});

const read = (path: string) => readFile(join(dir, path), 'utf8');
const write = async (path: string, text: string | Uint8Array) => {
  await mkdir(join(dir, path, '..'), { recursive: true });
  await writeFile(join(dir, path), text);
};

/** What is told, with the report's folder as DIR; of a refusal, the message. */
async function say(options: RenderOptions = {}, path = dir): Promise<string> {
  const told = await renderReport(path, options).then(
    (rendered) => (options.out === '-' ? (rendered.made?.rendered.markdown ?? '') : formatRendered(rendered)),
    (error: LabreportError) => `refused: ${error.text}`,
  );
  return told.replaceAll(dir, 'DIR');
}

/** The last lines: what became of the files. */
const end = (told: string) => told.slice(told.indexOf('DIR/'));

async function snapshot(): Promise<Record<string, string>> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(dir, join(parentPath, name))).sort();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await read(path)])));
}

async function expectSound(): Promise<void> {
  const { files, shown, notes } = await checkReport({ path: dir });
  expect({ findings: files.findings, differences: shown.differences, deleted: shown.deleted, notes }).toEqual({
    findings: [],
    differences: [],
    deleted: [],
    notes: [],
  });
}

describe('with the template that the report keeps', () => {
  it('all is as it was, and no file is touched', async () => {
    const before = await snapshot();
    for (const path of [dir, join(dir, 'report.md'), join(dir, 'record.json')]) {
      expect(end(await say({}, path))).toBe(`DIR/report.md: is as it was; ${SUM}\n`);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('a report.md that is gone comes back', async () => {
    const before = await snapshot();
    await rm(join(dir, 'report.md'));
    expect(end(await say({}, join(dir, 'report.md')))).toBe(`DIR/report.md: made again, nothing was run; ${SUM}\n`);
    expect(await snapshot()).toEqual(before);
  });

  it('claims that do not hold are told', async () => {
    expect((await say()).split('\n')[0]).toBe('failed gone: 3 sockets on port 8990 exist (expected 9)');
  });

  it('a kept template that was edited is taken as it is now, and recorded', async () => {
    await write('lab/template.md.hbs', '{{> short}}\n');
    await write('lab/partials/short.hbs', 'All of it:\n\n{{terminal "server"}}\n');
    await say();
    const record = JSON.parse(await read('record.json'));
    expect(record.inputs.map(({ path }: { path: string }) => path)).toEqual([
      'lab/check.sh',
      'lab/partials/short.hbs',
      'lab/template.md.hbs',
    ]);
    expect(record.report.sha256).toBe(hashText(await read('report.md')));
    expect(await read('report.md')).toMatch(/^All of it:\n\n```console server\n\[.*\] \.\/TCPechod 8990\n/);
    await expectSound();
  });

  it('nothing is run: the answers of the claims’ own commands are those of the record', async () => {
    await write('lab/check.sh', 'exit 1\n');
    expect(await say({ out: '-' })).toBe(original.markdown);
  });
});

describe('with another template', () => {
  const TEMPLATE = '# Short\n\n{{topology format="figure"}}\n\n{{> end}}\n';
  let template: string;
  beforeEach(async () => {
    const folder = await makeFolder();
    template = join(folder, 'short.md.hbs');
    await writeFile(template, TEMPLATE);
    await mkdir(join(folder, 'partials'));
    await writeFile(join(folder, 'partials', 'end.hbs'), '{{claims}}\n');
  });

  it('the report keeps it from then on, and is consistent', async () => {
    expect(end(await say({ template }))).toBe(`DIR/report.md: made again, nothing was run; ${SUM}\n`);
    expect(await read('lab/template.md.hbs')).toBe(TEMPLATE);
    expect(await read('lab/partials/end.hbs')).toBe('{{claims}}\n');
    expect((await readdir(join(dir, 'figures'))).sort()).toEqual(['topology.svg']);
    await expectSound();
    expect(end(await say())).toBe(`DIR/report.md: is as it was; ${SUM}\n`);
  });

  it('what the one before needed is gone; what a person put beside it is not', async () => {
    await say({ template });
    await write('figures/mine.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await write('figures/photo.png', 'png');
    await write('lab/partials/mine.hbs', 'not in the record');
    await writeFile(template, '{{timeline}}\n');
    await say({ template });
    expect((await readdir(join(dir, 'figures'))).sort()).toEqual(['mine.svg', 'photo.png', 'timeline.svg']);
    expect(await readdir(join(dir, 'lab/partials'))).toEqual(['mine.hbs']);
  });

  it('a mistake in it changes nothing', async () => {
    await writeFile(template, '# Short\n\n{{terminal "serve"}}\n');
    const before = await snapshot();
    expect(await say({ template })).toBe(
      `refused: ${template}:3:1 unknown terminal "serve" for {{terminal}}, expected one of server, client2, again\n` +
        '  Did you mean "server"?',
    );
    expect(await say({ template: 'none.hbs' })).toContain(
      'refused: no template "none.hbs", expected a file or one of ',
    );
    expect(await snapshot()).toEqual(before);
  });

  it('a crash before the record was written is mended by the next time', async () => {
    const record = await read('record.json');
    await say({ template });
    const made = await snapshot();
    await write('record.json', record);
    expect(end(await say())).toBe(`DIR/report.md: made again, nothing was run; ${SUM}\n`);
    expect(await snapshot()).toEqual(made);
  });
});

describe('a report.md in which questions were answered', () => {
  const ASKING = '# Short\n\n{{#answer "why"}}\nWhy?\n{{/answer}}\n';
  const answer = (text: string) => text.replace('*Not answered yet: write here.*', 'Because of the *reset*.');
  beforeEach(async () => {
    await write('lab/template.md.hbs', ASKING);
    await say();
    await write('report.md', answer(await read('report.md')));
  });

  it('is as it was where the template is', async () => {
    const before = await snapshot();
    expect(end(await say())).toBe(`DIR/report.md: is as it was; ${SUM}\n`);
    expect(await snapshot()).toEqual(before);
  });

  it('keeps the answers where the template was edited', async () => {
    await write('lab/template.md.hbs', `${ASKING}\nMore:\n\n{{terminal "server"}}\n`);
    expect(end(await say())).toBe(`DIR/report.md: made again, nothing was run; ${SUM}\n`);
    expect(await read('report.md')).toContain('Because of the *reset*.\n<!-- /answer -->\n\nMore:\n');
    await expectSound();
  });

  it('is kept beside the new one where the template asks no more', async () => {
    const answered = await read('report.md');
    await write('lab/template.md.hbs', '# Short\n\n{{#answer "how"}}How?{{/answer}}\n');
    expect(await say()).toContain('What was edited is in DIR/report.edited-1.md.\n');
    expect(await read('report.edited-1.md')).toBe(answered);
    await expectSound();
  });

  it('is not overwritten where an answer is no UTF-8, and kept byte for byte with --replace', async () => {
    const answered = Buffer.from((await read('report.md')).replace('the *reset*', 'm\xfcde'), 'latin1');
    await write('report.md', answered);
    await write('lab/template.md.hbs', `${ASKING}\nMore.\n`);
    expect(await say()).toContain('refused: DIR/report.md was edited after it was made');
    expect(await readFile(join(dir, 'report.md'))).toEqual(answered);
    await say({ replace: true });
    expect(await readFile(join(dir, 'report.edited-1.md'))).toEqual(answered);
    expect(await read('report.md')).toContain('*Not answered yet: write here.*');
  });

  it('keeps them with --replace, too, where more was edited', async () => {
    await write('report.md', `${await read('report.md')}And more.\n`);
    expect(await say()).toContain('refused: DIR/report.md was edited after it was made');
    await say({ replace: true });
    expect(await read('report.md')).toContain('Because of the *reset*.\n<!-- /answer -->\n');
    expect(await read('report.md')).not.toContain('And more.');
    expect(await read('report.edited-1.md')).toContain('And more.');
  });
});

describe('a report.md that was edited', () => {
  const EDITED = '# A report of mine\n';

  it('is not overwritten', async () => {
    await write('report.md', EDITED);
    const before = await snapshot();
    expect(await say()).toBe(
      'refused: DIR/report.md was edited after it was made, expected to replace only what nobody has edited\n' +
        '  Nothing was written. labreport update refreshes its evidence and keeps the rest; --out FILE writes elsewhere;\n' +
        '  --replace keeps the edited one beside the new one.',
    );
    expect(await snapshot()).toEqual(before);
  });

  it('is kept beside the new one with --replace, byte for byte', async () => {
    const bytes = Buffer.from('# Mine, in Latin-1: \xf6\r\n', 'latin1');
    await write('report.md', EDITED);
    expect(end(await say({ replace: true }))).toBe(
      `DIR/report.md: made again, nothing was run; ${SUM}\nWhat was edited is in DIR/report.edited-1.md.\n`,
    );
    await write('report.md', bytes);
    expect(await say({ replace: true })).toContain('What was edited is in DIR/report.edited-2.md.\n');
    expect(await read('report.edited-1.md')).toBe(EDITED);
    expect(await readFile(join(dir, 'report.edited-2.md'))).toEqual(bytes);
    expect(await read('report.md')).toBe(original.markdown);
    await expectSound();
  });
});

describe('--out', () => {
  it('- gives the Markdown, and changes nothing', async () => {
    const before = await snapshot();
    expect(await say({ out: '-' })).toBe(original.markdown);
    expect(await snapshot()).toEqual(before);
  });

  it('FILE gets the Markdown, and its pictures are beside it; the report stays as it is', async () => {
    const before = await snapshot();
    const folder = await makeFolder();
    const template = join(folder, 'x.hbs');
    await writeFile(template, '{{timeline}}\n');
    const out = join(folder, 'out', 'other.md');
    const told = await say({ out, template });
    expect(told).toContain(`\n${out}: made again, nothing was run; ${SUM}\n`);
    expect(await readFile(out, 'utf8')).toMatch(/^!\[Timeline of the run.*\]\(figures\/timeline\.svg\)\n$/);
    expect(await readdir(join(folder, 'out/figures'))).toEqual(['timeline.svg']);
    expect(await snapshot()).toEqual(before);
  });

  it('a FILE that is there and another is kept', async () => {
    const out = join(await makeFolder(), 'other.md');
    await writeFile(out, 'mine');
    expect(await say({ out })).toBe(
      `refused: ${out} was edited after it was made, expected to replace only what nobody has edited\n` +
        '  Choose another file, or --replace: the one that is there is then kept beside the new one.',
    );
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect(await say({ out, replace: true })).toContain(
      `What was edited is in ${out.replace('.md', '.edited-1.md')}.\n`,
    );
    expect(await readFile(out.replace('.md', '.edited-1.md'), 'utf8')).toBe('mine');
    expect(await readFile(out, 'utf8')).toBe(original.markdown);
    expect(await say({ out })).toContain(`${out}: is as it was; ${SUM}\n`);
  });

  it('that is the report’s own is no other', async () => {
    await write('report.md', 'mine');
    expect(await say({ out: join(dir, 'report.md') })).toContain('refused: DIR/report.md was edited after it was made');
  });
});

describe('what can’t be rendered', () => {
  it.each<[string, (folder: string) => Promise<unknown>, string]>([
    [
      'a log that was changed',
      (folder) => writeFile(join(folder, 'logs/server.txt'), 'nice'),
      'DIR/logs/server.txt was changed after the run, expected the logs that the run has left\n' +
        '  Nothing was written. What else is not as it was: labreport check DIR',
    ],
    [
      'a log that is gone',
      (folder) => rm(join(folder, 'logs/wire.pcap')),
      'DIR/logs/wire.pcap is missing, expected the logs that the run has left\n' +
        '  Nothing was written. What else is not as it was: labreport check DIR',
    ],
    [
      'a report without its template',
      (folder) => rm(join(folder, 'lab/template.md.hbs')),
      "DIR/lab/template.md.hbs can't be read (ENOENT), expected the template that the report was made with\n" +
        '  To make it with another: --template FILE',
    ],
    [
      'a record that is none',
      (folder) => editRecord(folder, (record) => Object.assign(record, { evidence: 3 })),
      'DIR/record.json evidence: got 3, expected a list of evidence\n  A report belongs to the record.json that labreport wrote beside it; this one was edited or is damaged.',
    ],
  ])('%s', async (_, change, expected) => {
    await change(dir);
    expect(await say()).toBe(`refused: ${expected}`);
    expect(await read('report.md')).toBe(original.markdown);
  });

  it('no report', async () => {
    expect(await say({}, join(dir, 'logs/server.txt'))).toBe(
      'refused: no report in DIR/logs/server.txt, expected the folder of a report or its report.md\n' +
        '  For example: labreport render reports/two-clients',
    );
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('a folder that may not be written', async () => {
    await rm(join(dir, 'report.md'));
    await chmod(dir, 0o555);
    expect(await say()).toContain("can't write the report to DIR, expected a folder that can be written");
    await chmod(dir, 0o755);
  });

  it('something is in the way: nothing is left behind', async () => {
    await rm(join(dir, 'report.md'));
    await mkdir(join(dir, 'report.md/x'), { recursive: true });
    await expect(renderReport(join(dir, 'record.json'), {})).rejects.toThrow();
    expect((await readdir(dir)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});

it('the crate lists the pictures that there are now, where the report has one', async () => {
  await cp(SAMPLE, dir, { recursive: true });
  await say();
  const { writeCrate } = await import('../../../src/app/record/write-crate.ts');
  const { readRecord } = await import('../../../src/record/read-record.ts');
  writeCrate({ dir, record: readRecord(dir) });
  const template = join(await makeFolder(), 'x.hbs');
  await writeFile(template, '{{timeline}}\n');
  await say({ template });
  const crate = await read('ro-crate-metadata.json');
  expect([...new Set(crate.match(/figures\/[\w-]+\.svg/g))]).toEqual(['figures/timeline.svg']);
});
