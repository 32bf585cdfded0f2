import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isLong } from '../../journeys/labreport.ts';
import { startPreview } from '../../preview/preview.ts';
import {
  received,
  renamed,
  VALUE,
  verifyKept,
  verifyLoopback,
  verifyMixed,
  verifyNamed,
  verifyRenamed,
} from './shared.ts';
import { expectNothingTold, PLACES, type Probes, putLab, pwnedIn, receive, runIn, setScene } from './stranger.ts';

/** Of a lab with the person's rights, the commands outside of the build and the programs. */
const AUTHORS = ['claim', 'moment'];

/** What is run, whose it is, and how much of it is confined. */
export const runProbes: Probes = {
  labreports: async () => expect((await verifyRenamed()).stdout).toContain('Running labreport’s own two-clients'),
  yours: async () => expect((await verifyNamed()).pwned).toEqual(PLACES),
  theirs: async () => expect((await verifyKept()).pwned).toEqual([]),

  'found-verify': async () => {
    const { stdout, pwned, visits } = await runIn(await received(), ['verify', 'D'], 'here');
    expect(stdout.split('\n')[0]).toBe('Running labs/mine with the driver namespaces, confined');
    expect(stdout).toContain('Judged by labs/mine, found in ./labs by its name (if it is yours, name it: --lab).');
    expect({ pwned, visits }).toEqual({ pwned: [], visits: 0 });
    const named = await verifyNamed();
    expect(named.stdout.split('\n')[0]).toBe('Running labs/mine with the driver namespaces');
    expect(named.pwned).toEqual(PLACES);
  },
  'found-check': async () => {
    const { stdout, pwned, visits } = await runIn(await received(), ['check', 'D', '--run-commands'], 'here');
    expect(stdout).toContain('Judged by labs/mine, found in ./labs by its name');
    expect(stdout).toContain('2 of 2 claims held');
    expect({ pwned, visits }).toEqual({ pwned: [], visits: 0 });
  },
  'found-update': {
    isLong: true,
    probe: async () => {
      const place = await receive('updated');
      await putLab('updated');
      const { status, pwned, stderr } = await runIn(place, ['update', 'D'], 'updated');
      expect({ status, pwned, stderr }).toEqual({ status: 0, pwned: PLACES, stderr: '' });
    },
  },
  'found-twice': async () => {
    const place = await received();
    await putLab('here', 'two-clients');
    for (const command of isLong ? ['verify', 'check', 'update'] : ['verify']) {
      const { status, stderr, pwned } = await runIn(place, [command, 'D', '--lab', 'two-clients'], 'here');
      expect({ status, pwned }).toEqual({ status: 2, pwned: [] });
      expect(stderr).toContain('two labs are called two-clients: labreport’s own, and the one in labs/two-clients');
    }
  },
  'found-generate': async () => expect((await setScene()).made.pwned).toEqual(PLACES),

  'run-labreports': async () => {
    const { stdout, pwned, visits } = await verifyRenamed();
    const [first] = stdout.split('\n');
    expect(first).toBe(
      'Running labreport’s own two-clients with the programs of D/lab with the driver namespaces, confined',
    );
    expect({ pwned, visits }).toEqual({ pwned: [], visits: 0 });
  },
  'run-yours': async () => {
    const { made } = await setScene();
    expect({ pwned: made.pwned, visits: made.visits }).toEqual({ pwned: PLACES, visits: 1 });
    expect((await verifyNamed()).pwned).toEqual(PLACES);
  },
  'run-author': async () => {
    const { pwned, kept } = await verifyMixed();
    expect(pwned).toEqual(AUTHORS);
    expect(kept.look.split('\n')[0]).toBe('/');
    expect(kept.text).toMatch(/ready \$\(id >\S+PWNED-value\)/);
  },
  'run-sources': async () => expect((await verifyMixed()).pwned).toEqual(AUTHORS),
  'run-source': {
    isLong: true,
    probe: async () => {
      const place = await receive('own');
      const { pwned, status } = await runIn(place, ['generate', 'mine', '--source', '../own/D/lab/src'], 'work');
      expect({ pwned, status }).toEqual({ pwned: AUTHORS, status: 0 });
    },
  },
  'run-kept': async () => {
    const { pwned, visits, stdout, kept } = await verifyKept();
    expect(stdout.split('\n')[0]).toBe('Running the programs of D/lab with the driver namespaces, confined');
    expect({ pwned, visits }).toEqual({ pwned: [], visits: 0 });
    expectNothingTold(kept.text);
  },
  'run-inside': async () => {
    const place = await receive('inside');
    await putLab('inside/D');
    const named = await runIn(place, ['generate', 'mine', '--out', '../new'], 'inside/D');
    expect(named.status).toBe(2);
    expect(named.stderr).toContain('./labs/mine came with the report that lies here');
    if (!isLong) return;
    const args = ['generate', './labs/mine', '--out', '../new', '--template', '../../work/templates/mine.md.hbs'];
    const { status, pwned, stderr } = await runIn(place, args, 'inside/D');
    expect({ status, pwned, stderr }).toEqual({ status: 0, pwned: [], stderr: '' });
  },
  'run-claims': async () => {
    const { stdout, pwned, visits } = await runIn(await setScene(), ['check', 'D', '--run-commands'], 'inbox');
    expect(stdout).toContain('2 of 2 claims held');
    expect({ pwned, visits }).toEqual({ pwned: [], visits: 0 });
  },
  'run-values': async () => {
    const { kept, pwned } = await verifyMixed();
    expect(pwned).toEqual(AUTHORS);
    expect(kept.text).toContain(`\n${VALUE}\n`);
    const { home } = await renamed();
    const bad = await receive('value', undefined, ({ lab }) => {
      lab.name = 'two-clients';
      lab.parameters.port = { ...lab.parameters.word, type: 'port', value: `8990$(id >${home}/PWNED-port)` } as never;
    });
    const refused = await runIn(bad, ['verify', 'D'], 'value');
    expect({ status: refused.status, pwned: refused.pwned }, refused.stderr).toEqual({ status: 2, pwned: [] });
  },
  'run-nothing': async () => {
    const place = await receive('nothing');
    const set = ['--anyway', '--set', 'author=Ada'];
    for (const args of [
      ['check', 'D'],
      ['render', 'D', '--replace'],
      ['submit', 'D', ...set],
    ]) {
      const { pwned, visits, stderr } = await runIn(place, args, 'nothing');
      expect({ pwned, visits, stderr }).toEqual({ pwned: [], visits: 0, stderr: '' });
    }
    const preview = await startPreview('D', { cwd: join(place.home, 'nothing') });
    expect((await fetch(preview.url)).status).toBe(200);
    await preview.stop();
    expect(await pwnedIn(place.home)).toEqual([]);
  },
  'run-template': async () => {
    const all = ['{{lookup this "constructor"}}', '{{> loop}}', '{{constructor}}', '{{exec "id"}}'];
    const tries = all.slice(0, isLong ? all.length : 2);
    const place = await receive('template');
    await mkdir(join(place.dir, 'lab', 'partials'), { recursive: true });
    await writeFile(join(place.dir, 'lab', 'partials', 'loop.hbs'), '{{> loop}}\n');
    for (const text of tries) {
      await writeFile(join(place.dir, 'lab', 'template.md.hbs'), `# A report\n\n${text}\n`);
      const { status, stderr } = await runIn(place, ['render', 'D', '--out', '-'], 'template');
      expect(status, `${text}\n${stderr}`).toBe(2);
    }
  },
  'run-anyway': async () => {
    const place = await setScene();
    const { pwned, stdout } = await runIn(place, ['verify', 'D', '--unconfined'], 'inbox');
    expect(pwned).toEqual(PLACES);
    expect(stdout.split('\n')[0]).toBe('Running the programs of D/lab with the driver namespaces');
  },
  'run-refused': async () => {
    const { status, pwned, stderr } = await verifyLoopback();
    expect({ status, pwned }).toEqual({ status: 2, pwned: [] });
    expect(stderr).toContain('the loopback driver can’t');
    const place = await setScene();
    const bin = join(place.home, 'bin');
    execFileSync('bash', ['-c', 'mkdir "$0"; ln -s /usr/sbin/* /usr/bin/* "$0" 2>/dev/null; rm "$0/bwrap"', bin]);
    const without = await runIn(place, ['verify', 'D'], 'inbox', { PATH: bin });
    expect({ status: without.status, pwned: without.pwned }).toEqual({ status: 2, pwned: [] });
    expect(without.stderr).toContain('bwrap not found');
  },
};
