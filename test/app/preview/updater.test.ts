import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Again } from '../../../src/app/preview/rerun.ts';
import type { Told } from '../../../src/app/preview/updater.ts';
import type { AgainEnd } from '../../../src/preview/server/preview-source.ts';
import { labreport, labYaml, makeLab, packageFolder, snapshot } from '../../journeys/labreport.ts';

const LAB = labYaml(
  '  - { moment: list, on: vit001, run: echo one }\n',
  'claims:\n  one: { says: It tells one, in: list, shows: one }\n',
);

let cwd: string;
beforeEach(async () => {
  cwd = await makeLab(LAB, { template: '{{head}}\n\n{{moment "list"}}\n\n{{claims}}\n' });
  expect(await labreport(['generate', 'small', '--quiet'], { cwd })).toMatchObject({ status: 0, stderr: '' });
});

/** Starts the updater as a preview does; `onEvent` gets it with each event. */
async function update(edits?: Again['edits'], { onEvent = (_: ChildProcess) => {}, ends = 'close' } = {}) {
  const env = { ...process.env, HOME: cwd };
  const child = fork(join(packageFolder, 'dist/updater.js'), { cwd, env, detached: true, ...IPC });
  const events: string[] = [];
  let end: AgainEnd | undefined;
  child.on('message', (told: Told) => {
    if ('end' in told) end = told.end;
    else {
      events.push(told.event.type);
      onEvent(child);
    }
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const again: Again = { report: 'reports/small', ...(edits && { edits }) };
  child.send(again);
  const [status] = await once(child, ends);
  return { status, stderr, end, events };
}

const IPC = { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] as ['ignore', 'ignore', 'pipe', 'ipc'] };

/** What a run leaves when it is over: the report alone. */
const left = () => readdir(join(cwd, 'reports'));

test('what came of it is told as data', async () => {
  const ran = await update();
  expect(ran).toEqual({
    status: 0,
    stderr: '',
    end: { whole: 'held', statuses: ['held'] },
    events: expect.arrayContaining(['hosts-ready', 'step-began', 'step-ended', 'run-ended']),
  });
  expect(await left()).toEqual(['small']);
});

test('evidence that was edited by hand is asked about; nothing is run', async () => {
  const file = join(cwd, 'reports/small/report.md');
  await writeFile(file, (await readFile(file, 'utf8')).replace('\none\n', '\ntwo\n'));
  const before = await snapshot(cwd);
  const problem =
    "an evidence block in reports/small/report.md can't be refreshed as it stands:\n" +
    '  reports/small/report.md:LINE: list: its output was edited, first in line 10\n' +
    '  Nothing was changed. --force overwrites them with what the new run shows, --keep leaves them as they are.';
  const ran = await update();
  expect(JSON.parse(JSON.stringify(ran).replace(/:\d+:/, ':LINE:'))).toEqual({
    status: 0,
    stderr: '',
    events: [],
    end: { problem, asksAboutEdits: true },
  });
  expect(await snapshot(cwd)).toEqual(before);
  expect(await update('force')).toMatchObject({ end: { whole: 'held' } });
  expect(await readFile(file, 'utf8')).toContain('\none\n');
});

test('what can’t be run is told, and asks nothing', async () => {
  await writeFile(join(cwd, 'labs/small/lab.yaml'), 'title: none\n');
  expect(await update()).toMatchObject({
    end: { problem: expect.stringContaining('lab.yaml'), asksAboutEdits: false },
  });
});

test.each([
  { name: 'that is stopped', onEvent: (child: ChildProcess) => void (child.connected && child.send('stop')) },
  // Whoever has let go of the messages is told by Node that it has ended, and no more.
  { name: 'whose preview is gone', onEvent: (child: ChildProcess) => child.disconnect(), ends: 'exit' },
])('a run $name leaves the report as it was, and nothing else', async ({ onEvent, ends }) => {
  const before = await snapshot(join(cwd, 'reports'));
  const ran = await update(undefined, { onEvent, ...(ends && { ends }) });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
  expect(await snapshot(join(cwd, 'reports'))).toEqual(before);
});
