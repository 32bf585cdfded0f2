import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { hashFolder } from '../../../src/record/hash.ts';
import { formatLocalTime } from '../../../src/text/clock.ts';
import { checkKept, renamed, verifyKept, verifyLoopback } from './shared.ts';
import { once, type Probes, receive, runIn, setScene } from './stranger.ts';

/** A report that tells other evidence, another author and a re-execution, forged alike throughout. */
const checkForged = once(async () => {
  let dir = '';
  const place = await receive(
    'forged',
    async (folder) => {
      dir = folder;
      const log = join(dir, 'logs', 'look.txt');
      const text = await readFile(log, 'utf8');
      expect(text).toContain('the first secret');
      await writeFile(log, text.replace('the first secret', 'a forged secret!'));
    },
    async (record) => {
      record.files = await hashFolder(dir, 'logs');
      record.frontMatter = { author: 'Somebody Else' };
      record.run.startedAt = record.run.startedAt.replace(/^\d+/, '2020');
      record.verified = [{ when: formatLocalTime(new Date()), kernel: 'Linux 9.9', runs: 1, same: 1 }];
    },
  );
  const made = await runIn(place, ['render', 'D', '--replace'], 'forged');
  expect(made.status, made.stderr).toBe(0);
  return {
    ...(await runIn(place, ['check', 'D'], 'forged')),
    markdown: await readFile(join(dir, 'report.md'), 'utf8'),
  };
});

/** A report whose lab claims less, alike in lab.yaml, record and text. */
const gutted = once(async () => {
  const place = await receive(
    'gutted',
    async (dir) => {
      const file = join(dir, 'lab', 'lab.yaml');
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^ {2}ready: .*\n/m, ''));
    },
    ({ lab }) => {
      lab.claims = lab.claims.filter(({ id }) => id !== 'ready');
    },
  );
  expect((await runIn(place, ['render', 'D', '--replace'], 'gutted')).status).toBe(0);
  return place;
});

/** By whose claims a report is judged, how commands end, and what nobody but a reader finds. */
export const toldProbes: Probes = {
  'judge-labreports': async () => {
    const { stdout } = await runIn(await renamed(), ['check', 'D'], 'renamed');
    expect(stdout).toContain('Judged by labreport’s own two-clients.');
    expect(stdout).toMatch(/^Lab: two-clients, changed from labreport/m);
    expect(stdout).toContain('two-connections-at-once');
  },
  'judge-named': async () => {
    const { stdout } = await runIn(await setScene(), ['check', 'D', '--lab', '../work/labs/mine'], 'inbox');
    expect(stdout).toMatch(/^Judged by .*\/work\/labs\/mine\.$/m);
  },
  'judge-kept': async () => {
    expect((await checkKept()).stdout).toContain('Judged by the lab that the report brought.');
    const { stdout } = await runIn(await gutted(), ['check', 'D', '--run-commands'], 'gutted');
    expect(stdout).toContain('1 of 1 claims held');
  },

  'status-0': async () => expect((await setScene()).made.status).toBe(0),
  'status-1': async () => expect((await verifyKept()).status).toBe(1),
  'status-2': async () => expect((await verifyLoopback()).status).toBe(2),
  'status-3': async () => expect((await checkKept()).status).toBe(3),

  'lie-all': async () => {
    const { status, stdout, markdown } = await checkForged();
    expect(markdown).toContain('a forged secret!');
    expect(stdout).not.toMatch(/edited|forged|other/);
    expect(status).toBe((await checkKept()).status);
    expect((await verifyKept()).stdout).toContain('moment look is different');
  },
  'lie-verified': async () => {
    expect((await checkForged()).stdout).toMatch(
      /The record says that the lab was run again on .*: anybody can write\s+that/,
    );
  },
  'lie-author': async () => {
    const { markdown, status } = await checkForged();
    expect(markdown).toContain('Somebody Else');
    expect(markdown).toContain('Made: 2020-');
    expect(status).toBe(3);
  },
  // The program is a script that prints what its claim asks for.
  'lie-program': async () => expect((await verifyKept()).stdout).toContain('2 of 2 claims hold'),
  'lie-claims': async () => {
    const place = await gutted();
    const named = JSON.parse(
      (await runIn(place, ['check', 'D', '--json', '--lab', '../work/labs/mine'], 'gutted')).stdout,
    );
    const claims = ({ verdicts }: { verdicts: { claim: string }[] }) => verdicts.map(({ claim }) => claim);
    expect(claims(named)).toEqual(['evil', 'ready']);
  },
};
