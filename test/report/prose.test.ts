import { describe, expect, test } from 'vitest';
import { markdownToHtml } from '../../src/html/markdown-to-html.ts';
import { nodesOf } from '../../src/markdown/nodes.ts';
import { say } from '../../src/messages/message.ts';
import { driverFacts } from '../driver-facts.ts';
import { parse } from '../markdown/markdown-nodes.ts';
import { said } from '../said.ts';
import { CLAIM, render, STEPS, type TestRun } from './fixture.ts';

/** What a record of others may say wherever it may say anything. */
const EVIL = 'http://evil.example www.evil.example ada@evil.example @ada [^1] #1 :ab: 10:100:1';
/** What GitHub's parser, cmark-gfm, makes links and mentions of, in the text between other nodes. */
const LOOKED_FOR = /:\/\/|\bwww\.|@[\w-]|#\d|:(?:ab|100):/i;

const TEMPLATE = `# {{parameter "port"}}

{{head}}

{{environment}}

{{commands}}

{{topology}}

{{build}}

{{terminal "server"}}

It said {{value "server.x"}}{{value "server.x"}}, {{exit "server"}}.

- {{value "server.x"}}

| {{value "server.x"}} | {{value "server.x"}} |
| --- | --- |
| {{value "server.x"}} | {{value "server.x"}} |

{{capture "gone"}}

{{#claim "no-reset"}}Fine.{{/claim}}

So: {{#claim "no-reset"}}fine{{/claim}}.

{{claims}}

{{sequence "gone"}}

{{timeline}}

[^1]: A note of the template's own.
`;

const GONE = { id: 'gone', unavailable: said(EVIL) };
const RUN: TestRun = {
  terminals: [{ id: 'server', output: EVIL, values: { x: EVIL }, command: EVIL, exit: { signal: EVIL } }],
  builds: [{ id: 'build', output: EVIL, command: EVIL, exit: { status: 1 } }],
  captures: [GONE],
  verdicts: [{ claim: 'no-reset', says: EVIL, status: 'failed', reason: said(EVIL), cites: [] }],
  lab: {
    name: EVIL,
    title: EVIL,
    domain: EVIL,
    parameters: { port: { value: EVIL, default: '1', description: EVIL, type: 'text' } },
    claims: [{ ...CLAIM, says: EVIL }],
    steps: STEPS.map((step) => ({ ...step, ...('run' in step && { run: EVIL }) })),
  },
  record: {
    labreport: EVIL,
    frontMatter: { author: EVIL, id: EVIL, email: EVIL, group: EVIL, course: EVIL, institution: EVIL, license: EVIL },
    identity: { is: 'shipped', labreport: EVIL },
    machine: { kernel: EVIL, system: EVIL, tools: { [EVIL]: EVIL } },
    driver: {
      ...driverFacts('namespaces'),
      pins: [said(EVIL)],
      limits: [said(EVIL), say('driverUnusable', { driver: EVIL, why: EVIL })],
    },
    hosts: [
      {
        name: EVIL,
        fullName: EVIL,
        reach: EVIL,
        interfaces: [{ name: EVIL, network: 'lan', address: '192.0.2.1', mac: EVIL }],
      },
    ],
    run: {
      startedAt: '2026-10-08T13:15:20.004+02:00',
      epochUs: 1_791_000_000_000_000,
      durationMs: 1234,
      failure: {
        step: 3,
        expected: say('textOn', { text: EVIL, terminal: EVIL }),
        seen: say('printed', { end: say('programRan', { seconds: 1 }), last: EVIL, unmade: EVIL }),
      },
    },
    verified: [{ when: '2026-10-08T13:15:20.004+02:00', kernel: EVIL, runs: 1, same: 1 }],
  },
};

describe.each([
  ['English', ''],
  ['Spanish', '{{!-- lang: es --}}\n'],
])('a report in %s whose record says it everywhere', (_, language) => {
  const markdown = render(language + TEMPLATE, RUN);
  const html = markdownToHtml(markdown);

  test('leads nowhere but into its own folder, and calls nobody', () => {
    const targets = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !/^(?:#|logs\/|figures\/)/.test(target ?? ''))).toEqual([]);
    expect(html).not.toMatch(/<sup|data-footnote/);
    const texts = nodesOf(parse(markdown), 'text').map(({ value }) => value);
    expect(texts.filter((text) => LOOKED_FOR.test(text))).toEqual([]);
  });

  test('shows all of it', () => {
    const shown = html.replace(/<[^>]*>/g, '');
    expect(shown.split(EVIL).length).toBeGreaterThan(40);
  });
});
