import { describe, expect, it } from 'vitest';
import { linkedFiles } from '../../src/archive/linked.ts';
import { seenIn } from '../../src/edited/intact/seen.ts';
import { markdownToHtml } from '../../src/html/markdown-to-html.ts';
import { readSource } from '../../src/lab/source.ts';
import { parseMarkdown } from '../../src/markdown/markdown.ts';
import { findAnswers } from '../../src/report/answers.ts';
import { LabreportError } from '../../src/text/errors.ts';
import { render } from '../report/fixture.ts';

const isLong = (process.env.LABREPORT_LONG ?? '') !== '';

/** Texts that send a parser far down or round and round. */
const HOSTILE: Record<string, string> = {
  'quotes in quotes': `${'>'.repeat(1000)} a`,
  'lists in lists on a line': `${'- '.repeat(400)}a`,
  'tags in tags': '<b>'.repeat(3000),
  'emphases in emphases': `${'*a **b '.repeat(300)}${' b** a*'.repeat(300)}`,
  '200,000 list items': '- x\n'.repeat(200_000),
  'as many headings as may be': '# x\n'.repeat(7_499),
  'as many paragraphs as may be': 'a\n\n'.repeat(7_499),
  'more code blocks than may be': '```\n```\n\n'.repeat(20_000),
  '100 kB of [': '['.repeat(100_000),
  'brackets over many lines': `${'['.repeat(50)}\n`.repeat(2_000),
  'quotes and lists in quotes': `${'> - '.repeat(50_000)}a`,
  'brackets in brackets': `${'['.repeat(300)}a${'](b)'.repeat(300)}`,
  ...(isLong && {
    '100 kB of quotes': '>'.repeat(100_000),
    '3,000 nested lists': Array.from({ length: 3000 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'),
    '100 kB of *': '*a '.repeat(33_000),
    '100 kB of _*': '*a_ '.repeat(25_000),
    '100 kB of `': Array.from({ length: 440 }, (_, i) => '`'.repeat(i)).join(' '),
    '100 kB of \\': '\\'.repeat(100_000),
  }),
};

/** A page is made of what is parsed. */
const USERS: Record<string, (markdown: string) => unknown> = {
  markdownToHtml: (markdown) => markdownToHtml(markdown),
  ...(isLong && { parseMarkdown, seenIn, linkedFiles, findAnswers: (markdown) => findAnswers(markdown, 'report.md') }),
};

describe('hostile Markdown comes to an end, with a message or without', () => {
  const rows = Object.entries(HOSTILE).flatMap(([name, text]) =>
    Object.entries(USERS).map(([user, use]) => [name, user, use, text] as const),
  );
  it.each(rows)('%s, %s', (_name, _user, use, text) => {
    const before = process.memoryUsage().rss;
    let said: unknown;
    try {
      use(text);
    } catch (error) {
      said = error;
    }
    if (said !== undefined) {
      expect(said).toBeInstanceOf(LabreportError);
      expect((said as LabreportError).message).toMatch(
        /^(Markdown that can't be parsed within (bounds|10 s)|\d+ lines and marks of Markdown, expected at most 15000$)/,
      );
      expect((said as LabreportError).hint).toMatch(/^Most of its marks, \d+, are in line \d+\.$/);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  });

  const ITEMS = '- *x*\n'.repeat(20_000);
  it.each([
    ['a fence that is indented code', `    \`\`\`\n${ITEMS}`],
    ['a fence in a quote that has ended', `> \`\`\`\n${ITEMS}> \`\`\`\n`],
    ['a fence in a list item that has ended', `- a\n  \`\`\`\n${ITEMS}`],
    ['a fence in a comment', `<!--\n\`\`\`\n-->\n${ITEMS}\`\`\`\n`],
    ['a fence in HTML', `<div>\n\`\`\`\n\n${ITEMS}\`\`\`\n`],
    ['a fence with a backtick behind it', `\`\`\` a\`b\n${ITEMS}`],
    ['a line that does not close a fence', `\`\`\`\n\`\`\` x\n\`\`\`\n${ITEMS}`],
    ['an indented fence that continues a paragraph', `a\n    \`\`\`\n${'    *a* *a* *a*\n'.repeat(5_000)}`],
    ['line ends of old', `\`\`\`\r\`\`\`\r${ITEMS.replaceAll('\n', '\r')}`],
  ])('what is no block of code is counted: %s', (_, text) => {
    expect(() => parseMarkdown(text)).toThrow(/^\d+ lines and marks of Markdown, expected at most 15000/);
  });

  it('what stands in a block of code is no Markdown, however much of it', () => {
    const log = `${'['.repeat(100_000)}\n${'> '.repeat(1_000)}`;
    for (const fence of ['```', '~~~', '`````'])
      expect(parseMarkdown(`${fence}console a\n${log}\n${fence}\n`).children).toMatchObject([{ value: log }]);
  });

  it('is told by its line', () => {
    const error = (() => {
      try {
        return parseMarkdown(`# Fine\n\n${'>'.repeat(1000)}\n`);
      } catch (caught) {
        return caught;
      }
    })();
    expect((error as LabreportError).hint).toBe('Most of its marks, 1000, are in line 3.');
  });
});

describe('a template that multiplies', () => {
  const laughs = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`p${i}`, i === 39 ? 'ha ha ' : `{{> p${i + 1}}}{{> p${i + 1}}}`]),
  );

  it('partials that use partials twice, forty deep', () => {
    expect(() => render('{{> p0}}', {}, laughs)).toThrow(/this template prints too much/);
  });

  it.runIf(isLong)('partials whose names multiply, before it is run', () => {
    const names = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `p${i}`,
        i === 39 ? '{{a0}}' : `{{> p${i + 1} a${i}="1"}}{{> p${i + 1} b${i}="1"}}`,
      ]),
    );
    expect(() => render('{{> p0 a0="1"}}', {}, names)).toThrow(LabreportError);
  });

  it.runIf(isLong)('blocks in blocks without end', () => {
    const template = `${'{{#if "a"}}'.repeat(20_000)}x${'{{/if}}'.repeat(20_000)}`;
    expect(() => render(template)).toThrow(LabreportError);
  });
});

describe('YAML', () => {
  it.each([
    ['nested', `a: ${'['.repeat(100_000)}`],
    ['long', `a: ${'[1],'.repeat(400_000)}`],
    ['mappings in mappings', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('%s ends with a message or a value', (_, text) => {
    try {
      readSource({ text, file: 'lab.yaml', code: 'lab-invalid' });
    } catch (error) {
      expect(error).toBeInstanceOf(LabreportError);
    }
  });
});
