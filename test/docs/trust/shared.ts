import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spoilMakefile } from '../../app/trust/forged.ts';
import { putOnLoopback } from '../../driver-facts.ts';
import { snapshot } from '../../journeys/labreport.ts';
import { once, putLab, readKept, receive, runIn, setScene } from './stranger.ts';

// Runs that more than one row is about.

/** The stranger's report where nobody knows its lab. */
export const verifyKept = once(async () => {
  const place = await setScene();
  const before = await snapshot(join(place.inbox, 'D'));
  const run = await runIn(place, ['verify', 'D', '--keep', 'kept'], 'inbox');
  const isSame = JSON.stringify(await snapshot(join(place.inbox, 'D'))) === JSON.stringify(before);
  return { ...run, kept: await readKept(join(place.inbox, 'kept')), isSame };
});

/** The same in a folder that has a lab of that name in labs/, which nobody has named. */
export const received = once(async () => {
  const place = await receive('here');
  await putLab('here');
  return place;
});

/** That lab, named by its folder. */
export const verifyNamed = once(async () => runIn(await received(), ['verify', 'D', '--lab', './labs/mine'], 'here'));

/** A lab of the person's, with sources and a value that are the stranger's. */
export const verifyMixed = once(async () => {
  const place = await receive(
    'mixed',
    (dir) => spoilMakefile(join(dir, 'lab', 'src'), join(dir, '..', '..', 'PWNED-more')),
    ({ lab }) => {
      (lab.parameters.word as { value: string }).value = VALUE;
    },
  );
  const run = await runIn(place, ['verify', 'D', '--lab', '../work/labs/mine', '--keep', 'kept'], 'mixed');
  return { ...run, kept: await readKept(join(place.home, 'mixed', 'kept')) };
});
export const VALUE = '$(id >PWNED-word); `id`';

/** The stranger's report under the name of one of labreport's labs, with programs for that one. */
export const renamed = once(() =>
  receive(
    'renamed',
    async (dir) => {
      await rm(join(dir, 'lab', 'src'), { recursive: true });
      await cp('labs/two-clients/src', join(dir, 'lab', 'src'), { recursive: true });
      await spoilMakefile(join(dir, 'lab', 'src'), join(dir, '..', '..', 'PWNED-more'));
    },
    ({ lab }) => {
      lab.name = 'two-clients';
    },
  ),
);
export const verifyRenamed = once(async () => runIn(await renamed(), ['verify', 'D'], 'renamed'));

export const checkKept = once(async () => runIn(await setScene(), ['check', 'D'], 'inbox'));

/** A report that names a driver which can keep nothing apart. */
export const verifyLoopback = once(async () => {
  const place = await receive('loopback', undefined, putOnLoopback);
  return runIn(place, ['verify', 'D'], 'loopback');
});
