import { beforeAll, describe, expect, it } from 'vitest';
import { loadTemplate, type Template } from '../../src/app/inputs/templates.ts';
import { type RenderedRecord, renderRecord } from '../../src/app/record/render-record.ts';
import { compareShown } from '../../src/edited/intact/compare.ts';
import { seenIn } from '../../src/edited/intact/seen.ts';
import { loadLab } from '../../src/lab/load.ts';
import type { Lab } from '../../src/lab/types.ts';
import { readRecord } from '../../src/record/read-record.ts';
import { SAMPLE } from '../sample.ts';

const DIR = SAMPLE;
const record = readRecord(DIR);
const load = (lang: string, lab: Pick<Lab, 'template'> = record.lab) =>
  loadTemplate({ file: undefined, lang, lab, labDir: 'labs', roots: [process.cwd()] });

let templates: { en: Template; es: Template };
let english: RenderedRecord;
let spanish: RenderedRecord;

beforeAll(async () => {
  templates = { en: await load('en'), es: await load('es') };
  english = renderRecord({ record, dir: DIR, template: templates.en });
  spanish = renderRecord({ record, dir: DIR, template: templates.es });
});

/** Every {{...}} of a template that shows or looks at something, in order; titles of partials are prose. */
function usesOf({ text }: Template): string[] {
  const body = text.replace(/\{\{#says\}\}.*?\{\{\/says\}\}\n/s, '');
  const uses = [...body.matchAll(/\{\{(?!!)(.*?)\}\}/gs)].map(([, use = '']) => use.replace(/\s+/g, ' ').trim());
  return uses.map((use) => use.replace(/ title="[^"]*"/, ''));
}

/** Names of the claims that a template has words for, in order. */
function saysOf({ text }: Template): string[] {
  const [, says = ''] = /\{\{#says\}\}\n(.*?)\{\{\/says\}\}/s.exec(text) ?? [];
  const lines = says.trim().split('\n');
  return lines.map((line) => line.slice(0, line.indexOf(':')));
}

/** A report's prose: without code, comments, links' targets, and the texts of programs that reasons quote. */
function proseOf(markdown: string): string {
  return markdown
    .replaceAll(/^(`{3,})[^\n]*\n.*?^\1$/gms, '')
    .replaceAll(/<!--.*?-->|`[^`]*`|"[^"\n]*"|«[^»]*»|\]\([^)]*\)|\[[\w-]+(?=\]|$)/g, ' ');
}

const ENGLISH =
  /\b(?:the|of|and|is|are|was|were|has|have|had|not|with|from|by|to|at|on|in|shows?|expected|held|failed|claims?|verdict|reason|lines?|frames?|packets?|bytes? left|whole|connection|capture|run|made|tools|trust|host|since|kernel|driver|system|ended|status|before|after|came|first|then)\b/gi;

/** Names that evidence and tools have. */
const NAMES = new RegExp(
  String.raw`^\| (?:${Object.keys(record.machine.tools).join('|')}) .*$|(?<![\w-])(?:${record.evidence.map(({ id }) => id).join('|')})(?![\w-])`,
  'gm',
);

describe('the Spanish template of concurrent-servers', () => {
  it('says the same as the English one, of the same evidence and claims', () => {
    expect(usesOf(templates.es)).toEqual(usesOf(templates.en));
    const shown = ({ shown }: RenderedRecord) => shown.map(({ kind, helper, about }) => ({ kind, helper, about }));
    expect(shown(spanish)).toEqual(shown(english));
    expect(spanish.figures.map(({ path }) => path)).toEqual(english.figures.map(({ path }) => path));
  });

  it('words every claim of the lab', () => {
    expect(saysOf(templates.es)).toEqual(record.lab.claims.map(({ id }) => id));
  });

  it('shows evidence as it is: the blocks are those of the English report', () => {
    const blocks = (markdown: string) => [...markdown.matchAll(/^(`{3,})[^\n]*\n.*?^\1$/gms)].map(([block]) => block);
    expect(blocks(spanish.markdown)).toEqual(blocks(english.markdown));
  });

  it('makes a report without an English word', () => {
    const prose = proseOf(spanish.markdown).replaceAll(NAMES, ' ');
    expect([...prose.matchAll(ENGLISH)].map(({ index }) => prose.slice(index - 40, index + 40))).toEqual([]);
    // The list does find English.
    expect(proseOf(english.markdown).match(ENGLISH)?.length).toBeGreaterThan(500);
  });

  it('makes figures without an English word', () => {
    const texts = spanish.figures.flatMap(({ text }) =>
      [...text.matchAll(/<(?:text|title)[^>]*>([^<]*)</g)].map(([, words = '']) =>
        words.replaceAll(/&#34;.*?&#34;/g, '').replaceAll(NAMES, ''),
      ),
    );
    const english = /\b(?:frame|local time|later|left|out|terminal,|packets|seconds|since|with|switch|joins|and)\b/;
    expect(texts.filter((text) => english.test(text))).toEqual([]);
  });

  it('makes a report that check finds as it was recorded, and edits in it', () => {
    expect(compareShown({ seen: seenIn(spanish.markdown), shown: spanish.shown })).toMatchObject({
      differences: [],
      deleted: [],
    });
    const edited = spanish.markdown.replace('**6 de 15 concuerdan**', '**15 de 15 concuerdan**');
    const invented = edited.replace(/^\| Ninguna conexión acaba.*$/m, '$&\n| Todo va bien | **se cumple** | claro. |');
    expect(compareShown({ seen: seenIn(invented), shown: spanish.shown }).differences.map(({ kind }) => kind)).toEqual([
      'invented',
      'edited',
    ]);
  });

  it('is read by a person as here; after a new sample, look at what "npx vitest -u" changes', async () => {
    const withoutBlocks = spanish.markdown.replaceAll(/^(`{3,})[^\n]*\n.*?^\1$/gms, '```\n```');
    await expect(withoutBlocks).toMatchFileSnapshot('fixtures/concurrent-servers.es.md');
  });
});

describe('the Spanish template of two-clients', () => {
  it('says the same as the English one, and words every claim of the lab', async () => {
    const lab = await loadLab({ dir: 'labs/two-clients' });
    const [es, en] = [await load('es', lab), await load('en', lab)];
    expect(usesOf(es)).toEqual(usesOf(en));
    expect(saysOf(es)).toEqual(lab.claims.map(({ id }) => id));
  });
});
