import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureInWords } from '../../failure-in-words.ts';
import { ECHO_SOURCES, labreport, labYaml, makeLab } from '../labreport.ts';

const LAB = `${labYaml(`  - { moment: before, on: vit001, run: echo before }
  - { open: shell, on: vit002, run: 'echo hello; cat' }
  - wait: { text: goodbye, on: shell }
    limit: 300ms
  - { moment: after, on: vit001, run: echo after }
`)}claims:
  early: { says: The first moment shows before, in: before, shows: before }
  late: { says: The last moment shows after, in: after, shows: after }
`;

const TEMPLATE = `# A report

{{head}}

{{moment "before"}}

{{terminal "shell"}}

{{moment "after"}}

{{#claim "late"}}
All went well.
{{/claim}}

{{claims}}
`;

/** Without what differs from run to run and from machine to machine. */
function constant(text: string): string {
  return text
    .replaceAll(/\d+-\d+-\d+, \d+:\d+:\d+/g, 'TIME')
    .replaceAll(/\d+\.\d{3} s/g, 'T')
    .replaceAll(/0\.[3-9] s|[1-9]\.\d s/g, 'T')
    .replace(/^- Made: [\s\S]*?\n\n/m, 'MADE\n\n');
}

test('a step that never sees what it waits for: the report says so, and why later evidence is missing', async () => {
  const cwd = await makeLab(LAB, { template: TEMPLATE });
  const { status, stdout, stderr } = await labreport(['generate', 'small'], { cwd });
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  expect(constant(stdout)).toBe(`✓ T  hosts vit001, vit002 (namespaces)
✓ T  moment before on vit001: echo before
✓ T  open shell on vit002: echo hello; cat
✗ T  wait for "goodbye" on shell

The run is incomplete: expected "goodbye" on terminal shell, but the program still ran after T, and the last thing printed was "hello".
not-testable late: the run stopped at step 3 (line 11 of lab.yaml), before there was anything of after

reports/small/report.md: 1 of 2 claims held, 1 of 2 not testable, T
`);
  expect(constant(await readFile(join(cwd, 'reports/small/report.md'), 'utf8'))).toBe(`# A report

> **The run is incomplete:** it stopped at step 3 of 4 (lab.yaml:11, wait). Expected: "goodbye" on terminal shell. Seen: the program still ran after T, and the last thing printed was "hello". The text is written for a whole run: what it tells of this step and of later ones was not seen.

MADE

\`\`\`console before
[TIME] echo before
before
\`\`\`

\`\`\`console shell
[TIME] echo hello; cat
hello
\`\`\`

> **Not available:** the run ended before it was seen.

> **Not testable:** The last moment shows after. The run stopped at step 3 (line 11 of lab.yaml), before there was anything of after.

| Claim | Verdict | Reason |
| --- | --- | --- |
| The first moment shows before | **held** | "before" shows in line 1 ([before](logs/before.txt), line 1). |
| The last moment shows after | **not testable** | the run stopped at step 3 (line 11 of lab.yaml), before there was anything of after. |
`);
});

const waits: Record<string, { steps: string; expected: string; seen: string }> = {
  'the output of a program that has ended': {
    steps: '  - { open: shell, on: vit001, run: "echo hello; exit 3", until: goodbye, limit: 10s }\n',
    expected: '"goodbye" on terminal shell',
    seen: 'the program ended with status 3, and the last thing printed was "hello"',
  },
  'the answer to a typed line': {
    steps:
      '  - { open: shell, on: vit001, run: "stty -echo; echo ready; read x; cat", until: ready }\n' +
      '  - { type: hello, into: shell, until: hello, limit: 300ms }\n',
    expected: '"hello" on terminal shell',
    seen: 'the program still ran after 0.3 s, and nothing was printed',
  },
  'a moment that does not end': {
    steps: '  - { moment: endless, on: vit001, run: sleep 100, limit: 300ms }\n',
    expected: '"sleep 100" to end on vit001',
    seen: 'it still ran after 0.3 s and was killed',
  },
  'a program that ignores what stops it': {
    steps:
      '  - { open: shell, on: vit001, run: "trap \'\' INT; echo ready; while :; do read x; done", until: ready }\n' +
      '  - { stop: shell, limit: 300ms }\n',
    expected: 'the program of terminal shell to end by Ctrl-C',
    seen: 'it still ran after 0.3 s',
  },
  sockets: {
    steps: '  - { wait: { sockets: vit001, state: LISTEN, port: 8990, count: 1 }, limit: 300ms }\n',
    expected: '1 LISTEN socket on vit001',
    seen: 'there were 0 after 0.3 s',
  },
  processes: {
    steps: '  - { wait: { processes: vit001, program: cat, count: 1 }, limit: 300ms }\n',
    expected: '1 process of cat on vit001',
    seen: 'there were 0 after 0.3 s',
  },
  packets: {
    steps:
      '  - { capture: wire, on: vit001 }\n' +
      '  - { wait: { packets: wire, protocol: UDP, count: 2 }, limit: 300ms }\n',
    expected: '2 packets in capture wire like {"protocol":"UDP"}',
    seen: 'there were 0 after 0.3 s',
  },
};

test.concurrent.each(Object.entries(waits))('waiting in vain for %s', async (_, { steps, expected, seen }) => {
  const cwd = await makeLab(labYaml(steps));
  const { status, stderr } = await labreport(['generate', 'small', '--quiet'], { cwd });
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  const { run, lab } = JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));
  expect(failureInWords({ run })).toEqual({ step: lab.steps.length - 1, expected, seen });
});

test.each(['namespaces', 'loopback'])(
  'a port that a program of the lab holds is no fault of the machine, on %s',
  async (driver) => {
    const port = driver === 'loopback' ? 8207 : 8990;
    const lab = labYaml(
      `  - { open: first, on: vit001, run: ./TCPechod ${port}, until: Waiting for }\n` +
        `  - { open: second, on: vit001, run: ./TCPechod ${port}, until: Waiting for }\n`,
      'source: src\nbuild: make TCPechod\n',
    );
    const cwd = await makeLab(lab, { files: ECHO_SOURCES });
    const { status, stderr } = await labreport(['generate', 'small', '--quiet', '--driver', driver], { cwd });
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    const { run } = JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));
    const failure = failureInWords({ run });
    expect({ ...failure, seen: failure?.seen.replace(/process \d+/, 'process N') }).toEqual({
      step: 1,
      expected: '"Waiting for" on terminal second',
      seen:
        `port ${port} of vit001 was held by TCPechod (process N), ` +
        `and the last thing printed was "TCPechod: bind to port ${port}: Address already in use"`,
    });
  },
);
