import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTemplate, type Template } from '../../../src/app/inputs/templates.ts';
import type { LabreportError } from '../../../src/text/errors.ts';

const ES = '{{!-- lang: es --}}\n';

/** Two roots: the person's folder, which is the current one, and labreport's own. */
let dir: string;
const cwd = process.cwd();
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labreport-languages-'));
  await mkdir(join(dir, 'mine'));
  process.chdir(join(dir, 'mine'));
});
afterEach(async () => {
  process.chdir(cwd);
  await rm(dir, { recursive: true, force: true });
});

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
}

function load(asked: { lang?: string; file?: string }): Promise<Template> {
  const roots = [join(dir, 'mine'), join(dir, 'own')];
  return loadTemplate({ file: asked.file, lang: asked.lang, lab: { template: 'x.md.hbs' }, labDir: 'labs/x', roots });
}

const refusal = (lang: string) =>
  load({ lang }).then(
    () => 'it was not refused',
    (error: LabreportError) => error.text.replaceAll(dir, 'DIR'),
  );

describe('a template in a language', () => {
  it('is in the folder of that language, the nearer root first; English is the lab’s own', async () => {
    await write('own/templates/x.md.hbs', 'en');
    await write('own/templates/es/x.md.hbs', `${ES}own`);
    expect((await load({ lang: 'es' })).text).toBe(`${ES}own`);
    expect((await load({ lang: 'en' })).text).toBe('en');
    await write('mine/templates/es/x.md.hbs', `${ES}mine`);
    expect((await load({ lang: 'es' })).text).toBe(`${ES}mine`);
  });

  it('can be named by its path in the package too', async () => {
    await write('own/templates/es/x.md.hbs', ES);
    expect((await load({ file: 'templates/es/x.md.hbs' })).text).toBe(ES);
  });

  it('has the partials of its language, wherever it is, and the shared ones', async () => {
    const template = `${ES}{{> head}}{{> environment}}`;
    await write('mine/elsewhere/y.hbs', template);
    await write('own/templates/es/x.md.hbs', template);
    await write('own/templates/partials/head.hbs', 'log');
    await write('own/templates/partials/environment.hbs', '{{environment}}');
    await write('own/templates/es/partials/head.hbs', 'memoria');
    const partials = { head: 'memoria', environment: '{{environment}}' };
    expect((await load({ lang: 'es' })).partials).toEqual(partials);
    expect((await load({ file: 'elsewhere/y.hbs' })).partials).toEqual(partials);
  });

  it('is refused where there is none, with the languages that there are', async () => {
    await write('own/templates/x.md.hbs', 'en');
    await write('own/templates/es/x.md.hbs', ES);
    await write('own/templates/de/other.md.hbs', '');
    await write('own/templates/partials/x.md.hbs', '');
    expect([await refusal('fr'), await refusal('ess')]).toEqual([
      'no template x.md.hbs in the language "fr", expected one of en, es\n' +
        '  Another language would be in templates/fr/x.md.hbs.',
      'no template x.md.hbs in the language "ess", expected one of en, es\n  Did you mean --lang es?',
    ]);
  });

  it('is refused where it tells another language than its folder', async () => {
    await write('own/templates/es/x.md.hbs', 'Hola');
    expect(await refusal('es')).toBe(
      'DIR/own/templates/es/x.md.hbs the template tells the language "en", expected "es"\n' +
        '  Put this at its top: {{!-- lang: es --}}',
    );
  });
});
