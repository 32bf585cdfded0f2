import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/claims/verdict.ts';
import { readDocument } from '../../../src/edited/read/document.ts';
import { findObstacles } from '../../../src/edited/refresh/examine.ts';
import { say } from '../../../src/messages/message.ts';
import type { TestRun } from '../../report/fixture.ts';
import { said } from '../../said.ts';
import { refresh, write } from './written.ts';

const verdict = (status: Verdict['status']): TestRun => ({
  verdicts: [{ claim: 'no-reset', says: 'No connection is reset', status, reason: said('frame 3 is one'), cites: [] }],
});
const NOTE = '> **Not borne out:** No connection is reset. Frame 3 is one.';

describe('a claim that does not hold any more', () => {
  const template =
    'One.\n\n{{#claim "no-reset"}}\nThe traffic was normal: no connection was reset.\n{{/claim}}\n\nTwo.\n';
  const fails = (edit: (text: string) => string, text = template) =>
    refresh({ template: text, before: verdict('held'), after: verdict('failed'), edit });

  test('is replaced by the note where it now stands', () => {
    const { markdown, removed } = fails(
      () => 'Two.\n\n> The traffic was normal: no connection\n> was reset.\n\nOne.\n',
    );
    expect(markdown).toBe(`Two.\n\n> ${NOTE}\n\nOne.\n`);
    expect(removed).toBe(1);
  });

  test('keeps what its author made of it, and the note stands beside it', () => {
    const edit = (text: string) => text.replace('normal: no connection was reset', 'normal, I saw no reset');
    const { markdown, left, added } = fails(edit);
    expect(markdown).toBe(`One.\n\n${NOTE}\n\nThe traffic was normal, I saw no reset.\n\nTwo.\n`);
    expect(left).toEqual([
      {
        line: 5,
        about: 'block report.md.hbs:3:1',
        reason: say('notBorneOut'),
      },
    ]);
    expect(added).toEqual([{ line: 3, text: NOTE }]);
  });

  test('leaves nothing behind where it was deleted', () => {
    expect(fails(() => 'One.\n\nTwo.\n').markdown).toBe('One.\n\nTwo.\n');
  });

  test('leaves the rest of its paragraph, edited or not', () => {
    const text =
      'The client on vit002 sent its line and got it back at once.\n{{#claim "no-reset"}}No connection was reset.{{/claim}}\n';
    const kept = 'The client on vit002 sent its line and got it back at once';
    expect(fails((same) => same, text).markdown).toContain(`${kept}.\n`);
    const edited = fails((same) => same.replace('at once.', 'at once (I think).'), text).markdown;
    expect(edited).toContain(`${kept} (I think).\n`);
    expect(edited).not.toContain('No connection was reset.\n');
    expect(edited).toContain('Not borne out');
  });
});

describe('several showings of one evidence', () => {
  const template =
    '{{terminal "server" first=1}}\n\n{{#if (shows "server" "two")}}\n{{terminal "server" lines="2"}}\n\n{{/if}}\n{{terminal "server" last=1}}\n';
  const before = { terminals: [{ id: 'server', output: 'one\ntwo\nthree\n' }] };
  const after = { terminals: [{ id: 'server', output: 'uno\ndos\ntres\n' }] };

  test('are told apart by their numbers, and numbered anew where one is gone', () => {
    const swapped = (text: string) => {
      const [first = '', second = '', third = ''] = text.split(/(?=```console)/);
      return `${third}\n${second}${first.trimEnd()}\n`;
    };
    const { markdown } = refresh({ template, before, after, edit: swapped });
    expect(markdown.match(/```console.*\n.*\n.*\n/g)).toEqual([
      '```console server 2\n[2026-10-08, 13:15:23] run server\ntres\n',
      '```console server\n[2026-10-08, 13:15:23] run server\nuno\n',
    ]);
  });
});

describe('a report that an editor has given a byte order mark', () => {
  const claim = '{{#claim "no-reset"}}\nThe traffic was normal: no connection was reset.\n{{/claim}}\n\nTwo.\n';
  const marked = (text: string) => `\ufeff${text}`;

  test.each<[string, (text: string) => string, string]>([
    ['in the stead of what stood first', marked, `${NOTE}\n\nTwo.\n`],
    [
      'before what stood first',
      (text) => marked(text.replace('normal: no connection was reset', 'normal, I saw no reset')),
      `${NOTE}\n\nThe traffic was normal, I saw no reset.\n\nTwo.\n`,
    ],
  ])('keeps it at its beginning, when a note is put %s', (_, edit, markdown) => {
    const refreshed = refresh({ template: claim, before: verdict('held'), after: verdict('failed'), edit });
    expect(refreshed.markdown).toBe(marked(markdown));
    expect(refreshed.added).toEqual([{ line: 1, text: NOTE }]);
  });

  test.each([
    ['goes', '', 'End.\n'],
    ['is two lines now', '{{else}}\nNow this\nand that.\n\n', 'Now this\nand that.\n\nEnd.\n'],
  ])('and when what stood first %s', (_, otherwise, markdown) => {
    const template = `{{#if (shows "server" "two")}}\nIt has two.\n\n${otherwise}{{/if}}\nEnd.\n`;
    const [before, after] = ['two', 'one'].map((output) => ({ terminals: [{ id: 'server', output }] }));
    expect(refresh({ template, before: before as TestRun, after: after as TestRun, edit: marked }).markdown).toBe(
      marked(markdown),
    );
  });
});

describe('what can’t be told apart', () => {
  const two = (one: string, other: string) => ({
    terminals: [
      { id: 'server', values: { x: one } },
      { id: 'client2', values: { x: other } },
    ],
  });
  const template =
    '# A\n\nIts number is {{value "server.x"}} here.\n\n# B\n\nIts number is {{value "client2.x"}} here.\n';

  test('is refreshed by its neighbours', () => {
    const edit = () => '# B\n\nIts number is 1 here.\n\n# A\n\nIts number is 1 here.\n';
    const { markdown, left } = refresh({ template, before: two('1', '1'), after: two('2', '3'), edit });
    expect(markdown).toBe('# B\n\nIts number is 3 here.\n\n# A\n\nIts number is 2 here.\n');
    expect(left).toEqual([]);
  });

  test('is left where nothing tells, and listed', () => {
    const edit = () => 'Mine.\n\nIts number is 1 here.\n\nMine too.\n';
    const { markdown, left } = refresh({ template, before: two('1', '1'), after: two('2', '3'), edit });
    expect(markdown).toBe('Mine.\n\nIts number is 1 here.\n\nMine too.\n');
    expect(left).toEqual([
      {
        line: 3,
        about: 'value report.md.hbs:3:15',
        reason: say('readsLike', { places: 2 }),
      },
    ]);
  });

  test('needs not be told apart where it stays the same', () => {
    const edit = () => 'Mine.\n\nIts number is 1 here.\n\nMine too.\n';
    const { markdown, left } = refresh({ template, before: two('1', '1'), after: two('2', '2'), edit });
    expect({ markdown, left }).toEqual({ markdown: 'Mine.\n\nIts number is 2 here.\n\nMine too.\n', left: [] });
  });
});

describe('tables', () => {
  const run = (netstat: string, more: Record<string, string> = {}): TestRun => ({
    record: { machine: { kernel: '6.18', system: 'Debian', tools: { netstat, ...more } } },
  });
  const template = '{{environment}}\n';

  test('keep rows and columns of the student’s own', () => {
    const edit = (text: string) =>
      `${text
        .trimEnd()
        .split('\n')
        .map((line, i) => `${line} ${i === 0 ? 'Mine' : i === 1 ? '---' : `note ${i}`} |`)
        .join('\n')}\n| my tool | 1.0 | own |\n`;
    const { markdown, left } = refresh({
      template,
      before: run('net-tools 2.10'),
      after: run('net-tools 2.11', { zsh: '5' }),
      edit,
    });
    expect(markdown).toContain('| netstat | net-tools 2.11 | note 6 |\n');
    expect(markdown).toContain('| my tool | 1.0 | own |\n');
    expect(markdown).toContain('| zsh | 5 |');
    expect(left).toEqual([]);
  });

  test('keep a cell that was edited', () => {
    const edit = (text: string) => text.replace('net-tools 2.10', 'the old one');
    const { markdown } = refresh({
      template,
      before: run('net-tools 2.10'),
      after: { record: { machine: { kernel: '7.0', system: 'Debian', tools: { netstat: 'net-tools 2.11' } } } },
      edit,
    });
    expect(markdown).toContain('| kernel | 7.0 |\n');
    expect(markdown).toContain('| netstat | the old one |\n');
  });
});

describe('figures', () => {
  const template = 'x\n\n{{topology format="figure"}}\n\ny\n';
  const host = (name: string) => ({
    record: {
      hosts: [
        { name, fullName: name, reach: name, interfaces: [{ name: 'eth0', network: 'lan', address: '192.0.2.1' }] },
      ],
    },
  });

  test('get new words where they stand, also inside of a sentence', () => {
    const image = write(template, host('one')).markdown.split('\n')[2] as string;
    const edit = () => `See ${image} here.\n`;
    const { markdown, figures } = refresh({ template, before: host('one'), after: host('two'), edit });
    expect(markdown).toBe(`See ${write(template, host('two')).markdown.split('\n')[2]} here.\n`);
    expect(figures).toBe(1);
  });

  test('keep the words of the student’s own', () => {
    const edit = (text: string) => text.replace(/!\[.*\]/, '![My network]');
    const { markdown, figures } = refresh({ template, before: host('one'), after: host('two'), edit });
    expect(markdown).toBe('x\n\n![My network](figures/topology.svg)\n\ny\n');
    expect(figures).toBe(1);
  });
});

describe('evidence that can’t be refreshed as it stands', () => {
  const template = '# A\n\n{{terminal "server"}}\n\nBetween.\n\n{{terminal "client2"}}\n\nEnd.\n';
  const run = {
    terminals: [
      { id: 'server', output: 'a\nb\n' },
      { id: 'client2', output: 'c\nd\n' },
    ],
  };
  const base = write(template, run).markdown;
  const find = (edit: (text: string) => string) => findObstacles(readDocument(base), readDocument(edit(base)));

  test('none, where blocks were moved, deleted, copied or put into lists and quotes', () => {
    expect(find((text) => text)).toEqual([]);
    expect(find((text) => text.replaceAll('\n', '\r\n').trimEnd())).toEqual([]);
    expect(find((text) => text.replaceAll(/^/gm, '> '))).toEqual([]);
    expect(find((text) => text.split('Between')[0] as string)).toEqual([]);
    expect(find((text) => text + text)).toEqual([]);
    expect(find((text) => `${text}\n\`\`\`\`md\n${text}\n\`\`\`\`\n`)).toEqual([]);
    expect(find((text) => `${text}\n\`\`\`console nothing\n$ ls\n\`\`\`\n`)).toEqual([]);
  });

  test.each<[string, (text: string) => string, unknown[]]>([
    [
      'an output that was edited',
      (text) => text.replace('\nb\n', '\nB\n'),
      [{ key: 'server', line: 3, kind: 'edited', problem: 'its output was edited, first in line 6' }],
    ],
    [
      'a line that was added',
      (text) => text.replace('\nb\n', '\nb\nmore\n'),
      [{ key: 'server', line: 3, kind: 'edited', problem: 'its output was edited, first in line 7' }],
    ],
    [
      'a closing fence that is gone',
      (text) => text.replace('b\n```\n', 'b\n'),
      [{ key: 'server', line: 3, kind: 'damaged', problem: over(10) }],
    ],
    [
      'the last closing fence',
      (text) => text.replace('d\n```\n', 'd\n'),
      [
        {
          key: 'client2',
          line: 11,
          kind: 'damaged',
          problem: 'its closing fence is missing, so it reaches to the end',
        },
      ],
    ],
    [
      'an opening fence that is gone',
      (text) => text.replace('```console server\n', ''),
      [
        { key: 'server', line: 3, kind: 'damaged', problem: remains('server') },
        { key: 'client2', line: 6, kind: 'damaged', problem: over(10) },
      ],
    ],
    [
      'a fence inside of another',
      (text) => text.replace('\nb\n', '\n```console client2\nb\n'),
      [{ key: 'server', line: 3, kind: 'damaged', problem: over(6) }],
    ],
    [
      'one of two copies that was edited',
      (text) => `${text}\n\`\`\`console server\nmine\n\`\`\`\n`,
      [{ key: 'server', line: 19, kind: 'edited', problem: 'its output was edited, first in line 20' }],
    ],
    [
      'output that is no code any more',
      (text) => text.replace('```console client2\n', '<div>\n').replace('d\n```', 'd\n</div>'),
      [{ key: 'client2', line: 11, kind: 'damaged', problem: remains('client2') }],
    ],
  ])('%s', (_, edit, expected) => {
    expect(find(edit)).toEqual(expected);
  });

  function over(line: number): string {
    return `this code block goes on over the one in line ${line}: a fence (\`\`\`) is missing between them, or one too many is before`;
  }
  function remains(key: string): string {
    return `its output stands here, but in no block any more that begins with \`\`\`console ${key}`;
  }
});
