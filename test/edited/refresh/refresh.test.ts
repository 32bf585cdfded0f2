import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/claims/verdict.ts';
import { say } from '../../../src/messages/message.ts';
import { driverFacts } from '../../driver-facts.ts';
import type { TestRun } from '../../report/fixture.ts';
import { said } from '../../said.ts';
import { type Case, refresh, write } from './written.ts';

/** A run in which the server has process `pid`, and a client came from `port`. */
function run(pid: string, port: string, more: TestRun = {}): TestRun {
  const output = `Waiting\r\nConnection from port ${port}\r\n`;
  const terminals = [
    { id: 'server', output, values: { pid, port } },
    { id: 'client2', output: `from ${port}\r\n`, values: { port } },
  ];
  return { terminals, ...more };
}
const [BEFORE, AFTER] = [run('5', '36030'), run('12', '41772')];

const VALUES = `# A server

The server has process id {{value "server.pid"}} and waits.
Its client came from port {{value "server.port"}}, which its kernel chose.

{{terminal "server"}}

It ended.
`;

describe('an unedited report becomes the new one', () => {
  const held = (status: Verdict['status']): TestRun => ({
    verdicts: [
      { claim: 'no-reset', says: 'No connection is reset', status, reason: said('frame 3 is one'), cites: [] },
    ],
  });
  const CLAIM = '{{#claim "no-reset"}}\nNone was reset.\n{{/claim}}\n';
  test.each<[string, string, TestRun, TestRun]>([
    ['values and evidence', VALUES, BEFORE, AFTER],
    ['a claim that fails now', `One.\n\n${CLAIM}\nTwo.\n`, run('1', '2', held('held')), run('1', '2', held('failed'))],
    ['a claim that holds now', `One.\n\n${CLAIM}\nTwo.\n`, run('1', '2', held('failed')), run('1', '2', held('held'))],
    ['a claim in a paragraph', `One.\n${CLAIM}Two.\n`, run('1', '2', held('held')), run('1', '2', held('failed'))],
    ['the first of two claims', `${CLAIM}Two.\n\nThree.\n`, run('1', '2', held('held')), run('1', '2', held('failed'))],
    [
      'a claim in a list',
      `- One:\n\n    ${CLAIM.replaceAll('\n', '\n    ').trimEnd()}\n\n- Two.\n`,
      run('1', '2', held('held')),
      run('1', '2', held('failed')),
    ],
    ['a condition that holds now', 'a {{#if (eq (value "server.pid") "12")}}twelve{{/if}} b\n', BEFORE, AFTER],
    [
      'a paragraph that comes',
      '# One\n\n{{#if (eq (value "server.pid") "12")}}\nTwelve.\n\n{{terminal "server"}}\n\n{{/if}}\n# Two\n',
      BEFORE,
      AFTER,
    ],
    [
      'a paragraph that goes',
      '# One\n\n{{#if (eq (value "server.pid") "5")}}\nFive.\n\n{{terminal "server"}}\n\n{{/if}}\n# Two\n',
      BEFORE,
      AFTER,
    ],
    [
      'evidence that is not available',
      'a\n\n{{terminal "server"}}\n\nb\n',
      BEFORE,
      { terminals: [{ id: 'server', unavailable: said('it was lost') }] },
    ],
    [
      'other lines in the head',
      '{{head}}\n\nx\n',
      run('1', '2'),
      run('1', '2', {
        record: { driver: { ...driverFacts('loopback'), limits: [said('One thing'), said('Another')] } },
      }),
    ],
    [
      'a warning above all',
      'x\n',
      run('1', '2', { record: { run: { ...FAILED, failure: { step: 0, expected: said('a'), seen: said('b') } } } }),
      run('1', '2'),
    ],
    [
      'a caption that comes',
      '{{terminal "server"}}\n\nx\n',
      BEFORE,
      { terminals: [{ id: 'server', output: 'no\n', exit: { status: 1 } }] },
    ],
    ['nothing but a value', '{{value "server.pid"}}', BEFORE, AFTER],
    [
      'values in code',
      '`{{value "server.pid"}}` and\n\n```sh\nkill {{value "server.pid"}}\n```\n',
      BEFORE,
      { terminals: [{ id: 'server', values: { pid: 'a`b' } }] },
    ],
    [
      'a figure',
      'See {{topology format="figure"}} here.\n\n{{topology format="figure"}}\n',
      run('1', '2'),
      run('1', '2', { record: { hosts: [{ name: 'a', fullName: 'a', reach: 'a', interfaces: [] }] } }),
    ],
    [
      'a table with other rows',
      '{{environment}}\n',
      run('1', '2'),
      run('1', '2', {
        record: { machine: { kernel: '7', system: 'Other', tools: { zsh: '5', netstat: 'net-tools 2.10' } } },
      }),
    ],
  ])('%s', (_, template, before, after) => {
    const refreshed = refresh({ template, before, after });
    expect(refreshed.markdown).toBe(write(template, after).markdown);
    expect(refreshed.left).toEqual([]);
    expect(refreshed.deleted).toEqual([]);
  });
});

const FAILED = { startedAt: '2026-10-08T13:15:20.004+02:00', epochUs: 0, durationMs: 0 };

/** The parts that are told in a test, of a refreshed report. */
function lines(refreshed: { markdown: string }): string[] {
  return refreshed.markdown.split('\n');
}

describe('an edited report', () => {
  const values = (edit: Case['edit'], more: Partial<Case> = {}) =>
    refresh({ template: VALUES, before: BEFORE, after: AFTER, ...(edit && { edit }), ...more });

  test('keeps sentences around values, and refreshes them', () => {
    const { markdown, left } = values((text) =>
      text
        .replace('The server has process id 5', 'As `ps` shows, the server has process id 5')
        .replace('chose.', 'chose by itself.'),
    );
    expect(markdown).toContain(
      'As `ps` shows, the server has process id 12 and waits.\nIts client came from port 41772, which its kernel chose by itself.',
    );
    expect(left).toEqual([]);
  });

  test('keeps a value that was edited, and tells of it where the old one still stands', () => {
    const { markdown, left } = values((text) => text.replace('process id 5 and', 'process id five (5 in decimal) and'));
    expect(markdown).toContain('process id five (5 in decimal) and waits.\nIts client came from port 41772');
    expect(left).toEqual([
      {
        line: 3,
        about: expect.stringContaining('report.md.hbs:3:'),
        reason: say('textEdited'),
        now: '12',
      },
    ]);
  });

  test('says nothing of sentences that were deleted', () => {
    const { markdown, left } = values((text) => text.replace(/The server has.*\n/, ''));
    expect(markdown).toContain('\n\nIts client came from port 41772, which');
    expect(left).toEqual([]);
  });

  test('leaves numbers of the student’s own, and tells of those that the run before had', () => {
    const { markdown, left } = values((text) => `${text}\nI saw 36030 five times, and 5 times 36031.\n`);
    expect(markdown).toContain('I saw 36030 five times, and 5 times 36031.');
    expect(left).toEqual([
      {
        line: 14,
        about: expect.stringContaining('report.md.hbs:4:'),
        reason: say('saysAsBefore', { text: '36030' }),
        now: '41772',
      },
    ]);
  });

  test('has what was written anew as it was written', () => {
    const edit = (text: string) => text.replace(/The server has[\s\S]*chose\.\n/, 'There are 5 ports.\n');
    const { markdown, left } = values(edit);
    expect(markdown).toContain('# A server\n\nThere are 5 ports.\n\n```console server\n');
    expect(left).toEqual([]);
  });

  test('shows evidence where it was moved to, and as often as it was copied', () => {
    const block = (pidPort: string) =>
      `\`\`\`console server\n[2026-10-08, 13:15:23] run server\nWaiting\nConnection from port ${pidPort}\n\`\`\`\n`;
    const { markdown, evidence } = values(
      (text) =>
        `${block('36030')}\n${text.replace('It ended.', `> ${block('36030').trimEnd().replaceAll('\n', '\n> ')}`)}`,
    );
    expect(evidence).toBe(3);
    expect(markdown.split('Connection from port 41772').length).toBe(4);
    expect(markdown).not.toContain('36030');
    expect(markdown.startsWith(block('41772'))).toBe(true);
    expect(markdown).toContain(`> ${block('41772').trimEnd().replaceAll('\n', '\n> ')}\n`);
  });

  test('does not show again what was deleted, and lists it', () => {
    const { markdown, deleted, left } = values((text) => text.replace(/```[\s\S]*```\n\n/, ''));
    expect(markdown).toBe(
      '# A server\n\nThe server has process id 12 and waits.\nIts client came from port 41772, which its kernel chose.\n\nIt ended.\n',
    );
    expect({ deleted, left }).toEqual({ deleted: ['server'], left: [] });
  });

  test('is known by its evidence also when its fence names it no more', () => {
    for (const info of ['```', '```text', '~~~~bash', '```console other']) {
      const end = info.startsWith('~') ? '~~~~' : '```';
      const { markdown } = values((text) => text.replace('```console server', info).replace(/\n```\n/, `\n${end}\n`));
      expect(markdown).toContain(
        `${info}\n[2026-10-08, 13:15:23] run server\nWaiting\nConnection from port 41772\n${end}\n`,
      );
    }
  });

  test('gets back the spaces that an editor took away', () => {
    const before = { moments: [{ id: 'netstat-open', output: 'a   \nb\n' }] };
    const after = { moments: [{ id: 'netstat-open', output: 'c   \nd\n' }] };
    const template = '{{moment "netstat-open"}}\n';
    const { markdown, left } = refresh({ template, before, after, edit: (text) => text.replace('a   ', 'a') });
    expect(lines({ markdown })).toContain('c   ');
    expect(left).toEqual([]);
  });

  test('evidence that was edited stays unless it is to be overwritten', () => {
    const edit = (text: string) => text.replace('Waiting', 'Waiting for ever');
    const kept = values(edit);
    expect(kept.markdown).toContain('Waiting for ever\nConnection from port 36030\n');
    expect(kept.left).toContainEqual({
      line: 6,
      about: 'server',
      reason: say('outputKept'),
    });
    const overwritten = values(edit, { overwrites: true });
    expect(overwritten.markdown).toBe(write(VALUES, AFTER).markdown);
    expect(overwritten.left).toEqual([]);
  });
});
