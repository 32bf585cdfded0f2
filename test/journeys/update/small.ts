import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { labreportHere } from '../here.ts';
import { type Files, labreport, labYaml, makeLab, type Ran } from '../labreport.ts';
import { copyOfMade } from '../made.ts';

export const LAB = `${labYaml(
  `  - { open: shell, on: vit001, run: "echo number $((RANDOM))$((RANDOM))\${extra} it is; cat", until: "/number (?<n>[0-9]+) it is/" }
  - { moment: now, on: vit002, run: date +%s.%N }
  - { moment: state, on: vit001, run: cat state }
`,
  'source: src\nparameters:\n  extra: { default: "7", description: Last digits of the number }\n',
)}claims:
  good: { says: The state is good, in: state, shows: good }
`;

export const TEMPLATE = `# Small

{{head}}

{{terminal "shell"}}

The number was {{value "shell.n"}}, which bash had drawn.

{{moment "now"}}

{{#answer "why"}}
Why is it another number each time?
{{/answer}}

## The state

{{moment "state"}}

{{#claim "good"}}
The state was good, as it should be.
{{/claim}}
`;

/** A folder with the lab and its first report: made once, and copied for each test. */
export async function makeReport(options: { lab?: string; template?: string } = {}): Promise<Small> {
  const { lab = LAB, template = TEMPLATE } = options;
  return new Small(await copyOfMade(JSON.stringify([lab, template]), () => generate({ lab, template, files: FILES })));
}

const FILES = { 'labs/small/src/state': 'good\n' };

async function generate({ lab, ...more }: { lab: string; template: string; files: Files }): Promise<string> {
  const cwd = await makeLab(lab, more);
  const { status, stderr } = await labreport(['generate', 'small', '--quiet'], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return cwd;
}

/** The folder of a test, with the report of the lab "small". */
export class Small {
  readonly cwd: string;
  readonly dir: string;
  readonly file: string;

  constructor(cwd: string) {
    this.cwd = cwd;
    this.dir = join(cwd, 'reports/small');
    this.file = join(this.dir, 'report.md');
  }

  run(...args: string[]): Promise<Ran> {
    return labreportHere(args, { cwd: this.cwd });
  }

  update(...flags: string[]): Promise<Ran> {
    return this.run('update', 'reports/small', ...flags);
  }

  read(name = 'report.md'): Promise<string> {
    return readFile(join(this.dir, name), 'utf8');
  }

  /** Changes a file of the report; gives its text before. */
  async edit(change: (text: string) => string, name = 'report.md'): Promise<string> {
    const text = await this.read(name);
    const changed = change(text);
    expect(changed).not.toBe(text);
    await writeFile(join(this.dir, name), changed);
    return text;
  }

  /** The number that the run of the record drew. */
  async number(): Promise<string> {
    const record = JSON.parse(await this.read('record.json'));
    return record.evidence.find(({ id }: { id: string }) => id === 'shell').values.n;
  }
}
