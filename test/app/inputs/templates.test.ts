import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTemplate, type Template } from '../../../src/app/inputs/templates.ts';
import type { LabreportError } from '../../../src/text/errors.ts';

/** Two roots: the person's folder, which is the current one, and labreport's own. */
let dir: string;
const cwd = process.cwd();
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labreport-templates-'));
  await mkdir(join(dir, 'mine'));
  process.chdir(join(dir, 'mine'));
});
afterEach(async () => {
  process.chdir(cwd);
  await rm(dir, { recursive: true, force: true });
});

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
}

function load(file?: string): Promise<Template> {
  const roots = [join(dir, 'mine'), join(dir, 'own')];
  return loadTemplate({ file, lab: { template: 'x.md.hbs' }, labDir: 'labs/x', roots });
}

const refusal = (file?: string) =>
  load(file).then(
    () => 'it was not refused',
    (error: LabreportError) => error.text.replaceAll(dir, 'DIR'),
  );

describe('which template', () => {
  it('the lab’s own is looked for in each root, the nearer first', async () => {
    await write('own/templates/x.md.hbs', 'own');
    expect(await load()).toEqual({
      file: join(dir, 'own/templates/x.md.hbs'),
      text: 'own',
      partials: {},
      partialFiles: {},
    });
    await write('mine/templates/x.md.hbs', 'mine');
    expect(await load()).toEqual({ file: 'templates/x.md.hbs', text: 'mine', partials: {}, partialFiles: {} });
  });

  it('one that is named is a path, or the name of one in a root', async () => {
    await write('mine/y.hbs', 'y');
    await write('own/templates/es/x.md.hbs', 'es');
    expect((await load('y.hbs')).text).toBe('y');
    expect((await load(join(dir, 'mine/y.hbs'))).text).toBe('y');
    expect((await load('es/x.md.hbs')).text).toBe('es');
  });

  it('none: the names of all there are', async () => {
    await write('own/templates/x.md.hbs', '');
    await write('own/templates/es/x.md.hbs', '');
    await write('own/templates/partials/head.hbs', '');
    expect(await refusal('z.md.hbs')).toBe(
      'no template "z.md.hbs", expected a file or one of es/x.md.hbs, x.md.hbs\n  Did you mean x.md.hbs?',
    );
    expect(await refusal('something/else')).toBe(
      'no template "something/else", expected a file or one of es/x.md.hbs, x.md.hbs\n' +
        '  Templates are looked for in DIR/mine/templates and DIR/own/templates.',
    );
  });
});

describe('which partials', () => {
  it('those that it uses, and those that these use; the nearer root’s win', async () => {
    await write('own/templates/x.md.hbs', '{{> a}} {{~#> "b"}}{{> @partial-block}}{{/b}}');
    for (const name of ['a', 'b', 'c', 'unused']) await write(`own/templates/partials/${name}.hbs`, `own ${name}`);
    await write('mine/templates/partials/a.hbs', "mine {{>c}}{{> 'a' }}");
    expect(await load()).toMatchObject({
      partials: { a: "mine {{>c}}{{> 'a' }}", b: 'own b', c: 'own c' },
      partialFiles: { a: 'templates/partials/a.hbs', b: join(dir, 'own/templates/partials/b.hbs') },
    });
  });

  it('those beside it before the others', async () => {
    await write('own/templates/es/x.md.hbs', '{{> a}}{{> b}}{{> c}}');
    for (const name of ['a', 'b', 'c']) await write(`own/templates/partials/${name}.hbs`, `own ${name}`);
    await write('mine/templates/partials/a.hbs', 'mine a');
    for (const name of ['a', 'b']) await write(`own/templates/es/partials/${name}.hbs`, `own es ${name}`);
    expect((await load('es/x.md.hbs')).partials).toEqual({ a: 'own es a', b: 'own es b', c: 'own c' });
    await write('mine/templates/es/partials/b.hbs', 'mine es b');
    expect((await load('es/x.md.hbs')).partials).toEqual({ a: 'own es a', b: 'mine es b', c: 'own c' });
    await write('mine/elsewhere/y.hbs', '{{> a}}{{> b}}');
    await write('mine/elsewhere/partials/b.hbs', 'elsewhere b');
    expect((await load('elsewhere/y.hbs')).partials).toEqual({ a: 'mine a', b: 'elsewhere b' });
  });

  it('all when one is not there, so that the mistake can be told with their names', async () => {
    await write('own/templates/x.md.hbs', '{{> a}}{{> bb}}');
    for (const name of ['a', 'b']) await write(`own/templates/partials/${name}.hbs`, name);
    expect((await load()).partials).toEqual({ a: 'a', b: 'b' });
  });
});

describe('files that can’t be read as templates', () => {
  it.each([
    ['Latin-1', Buffer.from('one\ntw\xf6 {{head}}\n', 'latin1'), '2:3 unexpected byte 0xF6'],
    ['UTF-16', Buffer.from('\ufeffone\n', 'utf16le'), '1:1 unexpected byte 0xFF'],
    ['a character that was cut', Buffer.from('one\nä').subarray(0, -1), '2:1 unexpected byte 0xC3'],
    ['a byte in the middle', Buffer.from([0x61, 0xc3, 0xa4, 0x80, 0x0a]), '1:3 unexpected byte 0x80'],
  ])('%s', async (_, bytes, expected) => {
    await write('mine/templates/x.md.hbs', bytes);
    expect(await refusal()).toBe(`templates/x.md.hbs:${expected}, expected text in UTF-8\n  Save the file as UTF-8.`);
    await write('mine/templates/x.md.hbs', '{{> a}}');
    await write('mine/templates/partials/a.hbs', bytes);
    expect(await refusal()).toBe(
      `templates/partials/a.hbs:${expected}, expected text in UTF-8\n  Save the file as UTF-8.`,
    );
  });

  it.each(['', ' \n\n', '\ufeff'])('an empty one: %j', async (text) => {
    await write('mine/templates/x.md.hbs', text);
    expect(await refusal()).toBe(
      'templates/x.md.hbs the template is empty, expected the prose of a report\n' +
        '  To begin with the template of a lab: labreport eject LAB',
    );
  });

  it('a folder', async () => {
    await mkdir(join(dir, 'mine/templates/x.md.hbs'), { recursive: true });
    expect(await refusal()).toBe('templates/x.md.hbs is a folder, expected a plain file');
  });
});

it('a byte order mark is no part of the text, CRLF is', async () => {
  await write('mine/templates/x.md.hbs', '\ufeffone\r\n{{> a}}');
  await write('mine/templates/partials/a.hbs', '\ufefftwo\r\n');
  expect(await load()).toMatchObject({ text: 'one\r\n{{> a}}', partials: { a: 'two\r\n' } });
});
