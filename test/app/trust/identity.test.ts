import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { releaseLabs } from '../../../src/app/trust/release-labs.ts';
import { releasedLabs } from '../../../src/app/trust/released.ts';
import type { Claim } from '../../../src/lab/claims/claims.ts';
import type { Lab } from '../../../src/lab/types.ts';
import { english } from '../../../src/language/en/english.ts';
import { spanish } from '../../../src/language/es/spanish.ts';
import { identifyLab } from '../../../src/record/lab-identity.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { formatLab } from '../../../src/report/head.ts';
import { forge, put, putEvilLab, run, unpack } from './forged.ts';

/** The record of an honest report of two-clients. */
async function honest(): Promise<RunRecord> {
  const { dir } = await unpack();
  return JSON.parse(await readFile(join(dir, 'record.json'), 'utf8'));
}

function withLab(record: RunRecord, change: (lab: Lab) => void): RunRecord {
  const copy = structuredClone(record);
  change(copy.lab);
  return copy;
}

const claim = (lab: Lab, id: string) => lab.claims.find((each) => each.id === id) as Claim & { says: string };

test('the table of released labs has this version’s as they are: npm run released', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const now = await releaseLabs();
  const told = Object.fromEntries(Object.keys(now).map((name) => [name, releasedLabs[name]?.[version]]));
  expect(told).toEqual(now);
});

test('what is told of a lab: as it came, changed in what, or unknown', async () => {
  const record = await honest();
  const told = (change: (lab: Lab) => void, more: Partial<RunRecord> = {}) => {
    const changed = { ...withLab(record, change), ...more };
    const identity = identifyLab(changed, releasedLabs);
    return [english, spanish].map((language) => formatLab({ ...changed, identity }, language)[0]);
  };
  const sources = record.inputs.map((input) => (input.path.startsWith('lab/src/') ? { ...input, sha256: '' } : input));
  const lines = [
    told(() => {}),
    told((lab) => {
      (lab.parameters.port as { value: string }).value = '9000';
    }),
    told((lab) => Object.assign(claim(lab, 'no-reset'), { packets: [] })),
    told((lab) => {
      Object.assign(claim(lab, 'no-reset'), { says: 'Nothing is wrong' });
      lab.claims = lab.claims.filter(({ id }) => id !== 'fin-answered');
      lab.claims.push({ ...claim(lab, 'no-reset'), id: 'more' });
      lab.steps.pop();
      lab.limits = { processes: 1000 };
    }),
    told(() => {}, { inputs: sources }),
    told((lab) => {
      lab.name = 'mine';
    }),
    told((lab) => {
      lab.name = 'constructor';
    }),
  ];
  expect(lines).toEqual([
    ['Lab: two-clients, as it comes with labreport 0.1.0', 'Práctica: two-clients, tal como la trae labreport 0.1.0'],
    [
      'Lab: two-clients, as it comes with labreport 0.1.0; with port 9000',
      'Práctica: two-clients, tal como la trae labreport 0.1.0; con port 9000',
    ],
    [
      'Lab: two-clients, changed from labreport 0.1.0: claim no-reset tests something else under the same words',
      'Práctica: two-clients, cambiada respecto a labreport 0.1.0: con las mismas palabras se comprueba otra cosa en la afirmación no-reset',
    ],
    [
      'Lab: two-clients, changed from labreport 0.1.0: other words for claim no-reset; without claim fin-answered; with claim more more; other limits and steps',
      'Práctica: two-clients, cambiada respecto a labreport 0.1.0: otras palabras para la afirmación no-reset; sin la afirmación fin-answered; además, la afirmación more; cambios en los límites y los pasos',
    ],
    [
      'Lab: two-clients, changed from labreport 0.1.0: other sources',
      'Práctica: two-clients, cambiada respecto a labreport 0.1.0: cambios en el código fuente',
    ],
    ['Lab: mine, none of those that come with labreport', 'Práctica: mine, que no es de las que trae labreport'],
    [
      'Lab: constructor, none of those that come with labreport',
      'Práctica: constructor, que no es de las que trae labreport',
    ],
  ]);
});

test('a claim that was gutted under its sentence is what check tells first, and the known lab’s own is judged', async () => {
  const got = await unpack();
  await forge(got, (record) => {
    Object.assign(claim(record.lab, 'two-connections-at-once'), { sockets: [] });
  });
  const { status, stdout } = await run(got, ['check', 'D']);
  expect(status, stdout).toBe(1);
  expect(stdout.split('\n').slice(1, 5)).toEqual([
    'Lab: two-clients, changed from labreport 0.1.0: claim two-connections-at-once tests something else under the same words',
    'Judged by labreport’s own two-clients.',
    '',
    'forged record.json: what it calls the lab is not what the lab is',
  ]);
  expect(stdout).toContain('forged record.json tells another lab than lab/lab.yaml: claim two-connections-at-once\n');
  expect(stdout).toContain('\n5 of 5 claims held\n');
});

test('evidence that was made otherwise than in the lab that judges is not testable by it', async () => {
  const got = await unpack();
  const yaml = join(got.dir, 'lab', 'lab.yaml');
  const text = await readFile(yaml, 'utf8');
  const other = text.replace(/(moment: both-connected, on: vit001, run: )'netstat [^']*'/, "$1'cat netstat.txt'");
  await put(yaml, other);
  await forge(got, ({ lab }) => {
    const step = lab.steps.find((each) => each.verb === 'moment' && each.id === 'both-connected');
    Object.assign(step as object, { run: 'cat netstat.txt' });
  });
  const { stdout } = await run(got, ['check', 'D', '--json']);
  const { lab, verdicts } = JSON.parse(stdout);
  expect(lab).toMatchObject({
    name: 'two-clients',
    is: 'changed',
    parts: ['steps'],
    judgedBy: 'labreport’s own two-clients',
  });
  expect(verdicts[0]).toMatchObject({ claim: 'two-connections-at-once', status: 'not-testable' });
  expect(verdicts[0].reason.text).toContain('in labreport’s own two-clients it is made otherwise');
});

test('check --lab judges by the lab that is named, and runs its commands from its own folder', async () => {
  const got = await unpack();
  await putEvilLab(join(got.dir, 'lab'), got);
  const yaml = await readFile('labs/two-clients/lab.yaml', 'utf8');
  const claims = `claims:\n  own: { says: It is well, command: bash check.sh }\n`;
  await put(join(got.home, 'mine', 'lab.yaml'), yaml.replace(/^claims:[\s\S]*/m, claims));
  await put(join(got.home, 'mine', 'check.sh'), 'exit 0\n');
  const { stdout } = await run(got, ['check', 'D', '--lab', './mine', '--run-commands', '--json']);
  const { lab, verdicts } = JSON.parse(stdout);
  expect(lab.judgedBy).toBe('mine');
  expect(verdicts).toMatchObject([{ claim: 'own', status: 'held' }]);
});
