import { expect, test } from 'vitest';
import { limitRest } from '../../src/terminal/rest-limit.ts';
import { Bench } from './bench.ts';

test.each([
  ['a program that sleeps', 'echo ready; exec sleep 1000'],
  ['a program that is stopped', 'echo ready; kill -STOP $$'],
  ['a program that is gone', 'echo ready'],
])('%s is waited for no longer', async (_, command) => {
  const bench = await Bench.open(command);
  await bench.sees('ready');
  const limit = limitRest(bench.terminal, 50);
  await expect.poll(() => limit.signal.aborted, { timeout: 60_000 }).toBe(true);
  limit.end();
});

test('a program that works is waited for, however long it takes', async () => {
  const bench = await Bench.open('echo ready; until [ -e go ]; do :; done; exec sleep 1000');
  await bench.sees('ready');
  let looks = 0;
  const activity = () => {
    looks += 1;
    return bench.terminal.activity();
  };
  const limit = limitRest({ activity }, 20);
  await expect.poll(() => looks, { timeout: 60_000 }).toBeGreaterThan(20);
  expect(limit.signal.aborted).toBe(false);
  await bench.touch('go');
  await expect.poll(() => limit.signal.aborted, { timeout: 60_000 }).toBe(true);
  limit.end();
});
