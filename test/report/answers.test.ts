import { describe, expect, test } from 'vitest';
import { fillAnswers, isOnlyAnswered } from '../../src/edited/carry-answers.ts';
import { hashText } from '../../src/record/hash.ts';
import { findAnswers } from '../../src/report/answers.ts';
import type { LabreportError } from '../../src/text/errors.ts';
import { refusal, render } from './fixture.ts';

const ASKED = `> Why?

<!-- answer: why -->
*Not answered yet: write here.*
<!-- /answer -->
`;

describe('{{#answer}}', () => {
  test.each([
    ['on lines of its own', 'a\n\n{{#answer "why"}}\nWhy?\n{{/answer}}\n\nb\n', `a\n\n${ASKED}\nb\n`],
    ['on one line', '{{#answer "why"}}Why?{{/answer}}\n', ASKED],
    [
      'a question of several lines, with values',
      '{{#answer "why"}}\nPort {{parameter "port"}}\n\nwhy {{value "server.x"}}?\n{{/answer}}\n',
      ASKED.replace('Why?', 'Port 8990\n>\n> why \\*?'),
    ],
    [
      'in a list',
      '* x:\n\n    {{#answer "why"}}\n    Why?\n    {{/answer}}\n\n* y\n',
      `* x:\n\n${ASKED.replaceAll(/^(?=.)/gm, '    ')}\n* y\n`,
    ],
    [
      'in Spanish',
      '{{!-- lang: es --}}\n{{#answer "why"}}Why?{{/answer}}\n',
      ASKED.replace('Not answered yet: write here.', 'Aún sin contestar: escribe aquí.'),
    ],
  ])('%s', (_, template, expected) => {
    expect(render(template, { terminals: [{ id: 'server', values: { x: '*' } }] })).toBe(expected);
  });

  test.each([
    [
      '{{answer "why"}}',
      '1:1 {{answer "why"}} without its question, expected {{#answer "why"}}question{{/answer}}\n  A block begins with #.',
    ],
    ['{{#answer "why"}}\n{{/answer}}', '1:1 answer "why" has no question, expected one before {{/answer}}'],
    ['{{#answer "a b"}}x{{/answer}}', '1:1 unexpected answer "a b", expected letters, digits, "-", "." and "_"'],
    [
      '{{#answer "a"}}x{{/answer}}\n{{#answer "a"}}y{{/answer}}',
      '2:1 answer "a" is asked for a second time, expected another name',
    ],
  ])('%s', (template, expected) => {
    expect(refusal(template)).toBe(`report.md.hbs:${expected}`);
  });

  test('is what to write where an answer without # is closed', () => {
    expect(refusal('{{answer "why"}} Why? {{/answer}}')).toContain('{{#answer');
  });
});

function find(text: string) {
  try {
    return findAnswers(text, 'report.md').map(({ name, line, start, end, isAnswered }) => {
      return { name, line, text: text.slice(start, end), isAnswered };
    });
  } catch (error) {
    return (error as LabreportError).text.split('\n')[0];
  }
}

describe('the places for answers in a report', () => {
  test('are unanswered until something else is written there', () => {
    const one = (text: string) => [{ name: 'why', line: 3, text, isAnswered: false }];
    expect(find(ASKED)).toEqual(one('*Not answered yet: write here.*\n'));
    const empty = ASKED.replace(/\*.*\*\n/, '');
    expect(find(empty)).toEqual(one(''));
    expect(find(ASKED.replace(/\*.*\*/, ' '))).toEqual(one(' \n'));
    const written = ASKED.replace(/\*.*\*/, 'Because.\n\n- so\n');
    expect(find(written)).toEqual([{ name: 'why', line: 3, text: 'Because.\n\n- so\n\n', isAnswered: true }]);
  });

  test('are found in quotes and lists, with other line ends, and on one line', () => {
    const quoted = ASKED.trimEnd().replaceAll(/^/gm, '> ');
    expect(find(quoted)).toEqual([
      { name: 'why', line: 3, text: '> *Not answered yet: write here.*\n', isAnswered: false },
    ]);
    expect(find(`\ufeff${ASKED.replaceAll('\n', '\r\n')}`)).toEqual([
      { name: 'why', line: 3, text: '*Not answered yet: write here.*\r\n', isAnswered: false },
    ]);
    expect(find('<!-- answer: a -->yes<!-- /answer -->')).toEqual([
      { name: 'a', line: 1, text: 'yes', isAnswered: true },
    ]);
  });

  test('are none in code', () => {
    expect(find(`\`\`\`html\n${ASKED}\`\`\`\n\n\`<!-- answer: x -->\`\n`)).toEqual([]);
  });

  test.each<[string, string, string]>([
    [
      'the closing mark is gone',
      ASKED.replace('<!-- /answer -->\n', ''),
      ':3 answer "why" is not closed, expected a line <!-- /answer -->',
    ],
    [
      'the opening mark is gone',
      ASKED.replace('<!-- answer: why -->\n', ''),
      ':4 <!-- /answer --> closes nothing, expected <!-- answer: NAME --> before it',
    ],
    [
      'half of the opening mark',
      ASKED.replace('why -->', 'why'),
      ':3 a mark of an answer is damaged, expected <!-- answer: NAME --> or <!-- /answer -->',
    ],
    [
      'its name',
      ASKED.replace(': why', ''),
      ':3 a mark of an answer is damaged, expected <!-- answer: NAME --> or <!-- /answer -->',
    ],
    [
      'half of the closing mark',
      ASKED.replace('/answer -->', '/answer'),
      ':5 a mark of an answer is damaged, expected <!-- answer: NAME --> or <!-- /answer -->',
    ],
    ['twice', `${ASKED}\n${ASKED}`, ':9 answer "why" is there twice, expected it in line 3 alone'],
    [
      'nested',
      ASKED.replace(/\*.*\*\n/, ASKED.replace('why', 'inner')),
      ':3 answer "why" is not closed, expected a line <!-- /answer --> before the next one begins in line 6',
    ],
    [
      'in the wrong order',
      '<!-- /answer -->\nx\n<!-- answer: why -->\n',
      ':1 <!-- /answer --> closes nothing, expected <!-- answer: NAME --> before it',
    ],
  ])('%s', (_, text, expected) => {
    expect(find(text)).toBe(`report.md${expected}`);
  });
});

describe('answers in a new report', () => {
  const two = `${ASKED}\n${ASKED.replaceAll('why', 'how')}`;
  const written = two.replace(/\*.*\*\n/, 'Because.\r\n\r\nSo.\n');

  test('are those of the one before, byte for byte', () => {
    const answers = findAnswers(written, 'report.md');
    expect(fillAnswers(`New.\n\n${two}`, { answers, from: written })).toEqual({
      markdown: `New.\n\n${written}`,
      lost: [],
    });
  });

  test.each([
    ['nothing', two, true],
    ['answers', written, true],
    ['an answer taken away', two.replace(/\*.*\*\n/, ''), true],
    ['an answer and a word', `${written}And more.\n`, false],
    ['an answer and its question', written.replace('> ', '> Now: '), false],
    ['an answer beside its mark', two.replace(/-->\n\*.*\*/, '--> Because.'), false],
  ])('%s written into it', (_, text, isOnly) => {
    const answers = findAnswers(text, 'report.md');
    expect(isOnlyAnswered(text, { answers, sha256: hashText(two) })).toBe(isOnly);
  });

  test('in a list, and in another language', () => {
    const listed = '- Why?\n\n  <!-- answer: why -->\n  *Aún sin contestar: escribe aquí.*\n  <!-- /answer -->\n';
    const text = listed.replace(/ {2}\*.*\*\n/, 'Porque sí.\n');
    expect(isOnlyAnswered(text, { answers: findAnswers(text, 'report.md'), sha256: hashText(listed) })).toBe(true);
  });

  test('that it does not ask for are named', () => {
    const answers = findAnswers(written, 'report.md').filter(({ isAnswered }) => isAnswered);
    const other = ASKED.replaceAll('why', 'what');
    expect(fillAnswers(other, { answers, from: written })).toEqual({ markdown: other, lost: ['why'] });
  });
});
