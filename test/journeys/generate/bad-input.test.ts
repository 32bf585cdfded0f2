import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Files, labreport, labYaml, makeLab, said, snapshot } from '../labreport.ts';

interface Mistake {
  lab?: string;
  template?: string;
  files?: Files;
  args?: string[];
  env?: Record<string, string>;
  /** All that is said. */
  says: string;
}

const ECHO = '  - { moment: echo, on: vit001, run: echo hello }\n';
const OPEN = '  - { open: shell, on: vit001, run: cat }\n';
const SOURCES = { 'labs/small/src/Makefile': 'all: hello\n\nhello: hello.c\n\tcc -o $@ $<\n' };
const BROKEN = 'int main(void)\n{\n    return none;\n}\n';

const mistakes: Record<string, Mistake> = {
  'an unknown lab': {
    args: ['smal'],
    says: 'unknown lab "smal", expected one of concurrent-servers, small, two-clients\n  did you mean small?',
  },
  'a folder without a lab': { args: ['./src'], says: 'no lab in ./src: expected a folder with a lab.yaml' },
  'malformed YAML': {
    lab: labYaml('  - { moment: echo, on: vit001, run: "echo }\n'),
    says: 'labs/small/lab.yaml:10:1 malformed YAML: missing closing "quote',
  },
  'an unknown host': {
    lab: labYaml('  - { moment: echo, on: vit01, run: echo hello }\n'),
    says: 'labs/small/lab.yaml:9:25 unknown host "vit01", expected one of vit001, vit002\n  did you mean vit001?',
  },
  'an unknown step': {
    lab: labYaml('  - { momment: echo, on: vit001, run: echo hello }\n'),
    says:
      'labs/small/lab.yaml:9:7 unknown key "momment", expected one of open, capture, type, moment, stop, wait\n' +
      '  did you mean moment?',
  },
  'an unknown key': {
    lab: labYaml('  - { moment: echo, on: vit001, runs: echo hello }\n'),
    says:
      'labs/small/lab.yaml:9:33 unknown key "runs", expected one of moment, on, program, run, limit\n' +
      '  did you mean run?',
  },
  'a wrong type': {
    lab: labYaml('  - { moment: echo, on: vit001, run: [echo, hello] }\n'),
    says: 'labs/small/lab.yaml:9:38 expected a text, got a list',
  },
  'a wait on an unknown terminal': {
    lab: labYaml(`${OPEN}  - wait: { text: x, on: shel }\n`),
    says: 'labs/small/lab.yaml:10:26 unknown terminal "shel", expected one of shell\n  did you mean shell?',
  },
  'an unknown parameter': {
    args: ['small', '--set', 'prot=80'],
    says: 'unknown parameter "prot", but there is none',
  },
  'a parameter without a value': {
    args: ['small', '--set', 'port'],
    says: '--set got "port", expected name=value\n  For example: --set port=9000',
  },
  'an unknown template': {
    args: ['small', '--template', 'smal.md.hbs'],
    says:
      'no template "smal.md.hbs", expected a file or one of ' +
      'concurrent-servers.md.hbs, es/concurrent-servers.md.hbs, es/two-clients.md.hbs, small.md.hbs, two-clients.md.hbs\n  Did you mean small.md.hbs?',
  },
  'a template of the lab that is not there': {
    lab: labYaml(ECHO).replace('small.md', 'tiny.md'),
    says:
      'labs/small/lab.yaml no template "tiny.md.hbs", expected a file or one of ' +
      'concurrent-servers.md.hbs, es/concurrent-servers.md.hbs, es/two-clients.md.hbs, small.md.hbs, two-clients.md.hbs\n' +
      '  Templates are looked for in CWD/templates and PACKAGE/templates.',
  },
  'an unknown helper in the template': {
    template: '# Title\n\nAll: {{clams}}\n',
    says: expect.stringMatching(
      /^templates\/small\.md\.hbs:3:8 unknown helper "clams", expected one of and, answer, between, .*\n {2}Did you mean "claims"\?$/,
    ),
  },
  'unknown evidence in the template': {
    template: '# Title\n\n{{moment "ehco"}}\n',
    says: 'templates/small.md.hbs:3:1 unknown moment "ehco" for {{moment}}, expected echo',
  },
  'an unknown option in the template': {
    template: '{{moment "echo" fist=3}}\n',
    says:
      'templates/small.md.hbs:1:1 unknown option "fist" for {{moment}}, expected one of lines, match, first, last, ' +
      'from\n  Did you mean "first"?',
  },
  'an unknown name where a claim has failed': {
    lab: `${labYaml(ECHO)}claims:\n  hello: { says: It says hello, in: echo, shows: hello }\n`,
    template: '{{#claim "hello"}}\nIt did.\n{{else}}\n{{moment "none"}}\n{{/claim}}\n',
    says: 'templates/small.md.hbs:4:1 unknown moment "none" for {{moment}}, expected echo',
  },
  'a template that is not closed': {
    template: '{{#if (shows "echo" "x")}}\n',
    says: 'templates/small.md.hbs:1:1 {{#if}} is never closed, expected {{/if}} before the end',
  },
  'missing tools': {
    lab: labYaml('  - { moment: echo, on: vit001, run: netstat -ptan }\n'),
    args: ['small', '--driver', 'namespaces'],
    env: { PATH: '/nowhere' },
    says:
      'this lab runs netstat, bash, unshare, expected to find them on this machine\n' +
      '  sudo apt-get install net-tools bash util-linux',
  },
  'a missing make target': {
    lab: labYaml(ECHO, 'source: src\nbuild: make hallo\n'),
    says:
      'labs/small/lab.yaml the build failed, expected "make hallo" to end with status 0: ' +
      "make: *** No rule to make target 'hallo'.  Stop.\n" +
      '  The Makefile has the targets all, hello.\n' +
      "  It printed:\n  make: *** No rule to make target 'hallo'.  Stop.",
  },
  'a compile error': {
    lab: labYaml(ECHO, 'source: src\nbuild: make all\n'),
    files: { 'labs/small/src/hello.c': BROKEN },
    says: expect.stringMatching(
      /^labs\/small\/src\/hello\.c:3:12 the build failed, expected "make all" to end with status 0: error: .none. undeclared[^\n]*\n {2}It printed:\n {2}cc -o hello hello\.c\n[\s\S]*\n {2}make: \*\*\* \[Makefile:4: hello\] Error 1$/,
    ),
  },
  'missing sources': {
    lab: labYaml(ECHO, 'source: sources\nbuild: make all\n'),
    says: 'labs/small/lab.yaml the sources\' folder "sources" does not exist, expected it in labs/small',
  },
  'a filter that tcpdump does not know': {
    lab: labYaml('  - { capture: wire, on: vit001, filter: prot 8990 }\n'),
    says:
      'labs/small/lab.yaml:9 capture "wire" could not begin, expected tcpdump to say "listening on": ' +
      "tcpdump: can't parse filter expression: syntax error\n" +
      '  Check the filter (pcap-filter(7)) and the options; "labreport doctor" tries tcpdump itself.',
  },
};

let good: string;
beforeAll(async () => {
  good = await makeLab(labYaml(ECHO));
  expect(await labreport(['generate', 'small', '--quiet'], { cwd: good })).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
});

describe.concurrent('one message, exit code 2, and the previous report as it was', () => {
  test.each(Object.entries(mistakes))('%s', async (_, { lab, template, files, args = ['small'], env = {}, says }) => {
    const cwd = await makeLab(lab ?? labYaml(ECHO), { ...(template && { template }), files: { ...SOURCES, ...files } });
    await cp(join(good, 'reports'), join(cwd, 'reports'), { recursive: true });
    const before = await snapshot(cwd);
    const ran = await labreport(['generate', ...args, '--quiet'], { cwd, env });
    expect({ ...ran, stderr: said(ran, cwd) }).toEqual({ status: 2, stdout: '', stderr: says });
    expect(await snapshot(cwd)).toEqual(before);
  });
});
