import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labreport, labYaml, makeLab } from '../labreport.ts';

const STEPS = '  - { moment: echo, on: vit001, run: echo hello }\n';
const CLAIMS = `claims:
  own:
    says: The record has one evidence
    command: ./count.sh 1
  greeted:
    says: The host says hello
    in: echo
    shows: hello
`;
const COUNT = `grep -c '"kind": "moment"' "$2" | grep -qx "$1" && echo "$1 found"\n`;

/** A lab whose one claim rests on a script of its own, and its report. */
async function makeReport(): Promise<string> {
  const cwd = await makeLab(labYaml(STEPS) + CLAIMS.replace('./count.sh', 'sh count.sh'), {
    template: '{{head}}\n\n{{moment "echo"}}\n\n{{claims}}\n',
    files: { 'labs/small/count.sh': COUNT },
  });
  const { status, stdout } = await labreport(['generate', 'small'], { cwd });
  expect({ status, last: stdout.trim().split('\n').at(-1) }).toEqual({
    status: 0,
    last: expect.stringMatching(/^reports\/small\/report\.md: 2 of 2 claims held, \d/),
  });
  return cwd;
}

test('a report is checked: intact, edited, and without its record', async () => {
  const cwd = await makeReport();
  const file = join(cwd, 'reports/small/report.md');
  const markdown = await readFile(file, 'utf8');
  expect(markdown).toContain('| The record has one evidence | **held** | "sh count.sh 1" ended with status 0');

  const intact = await labreport(['check', 'reports/small'], { cwd });
  // A claim's own command is not run without being asked for.
  expect(intact).toMatchObject({ status: 3, stderr: '' });
  expect(intact.stdout).toContain('not-testable own: its command "sh count.sh 1" was not run (--run-commands runs it)');
  const asked = await labreport(['check', 'reports/small', '--run-commands', '--json'], { cwd });
  expect(JSON.parse(asked.stdout).verdicts.map(({ status }: { status: string }) => status)).toEqual(['held', 'held']);

  await writeFile(file, markdown.replace('\nhello\n', '\nhallo\n'));
  const edited = await labreport(['check', 'reports/small/report.md'], { cwd });
  expect(edited.status).toBe(1);
  expect(edited.stdout).toContain(
    'moment echo is not as the record has it\n    expected: "hello"\n    found:    "hallo"\n',
  );

  await rm(join(cwd, 'reports/small/record.json'));
  const gone = await labreport(['check', 'reports/small'], { cwd });
  expect(gone).toMatchObject({ status: 2, stdout: '' });
  expect(gone.stderr).toMatch(/^labreport: .*record\.json can't be read as a run's record/);
});
