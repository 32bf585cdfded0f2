import { execa } from 'execa';
import { expect, test } from 'vitest';

/** A line of a table: what it is about, then lines, those that ran, and those that ran in labreport's processes alone. */
const ROW = /^(\S+) +(\d+) +(\d+) +\d+ % +(\d+)$/;

const ROOMS = ['src/cli.ts', 'src/compare', 'src/runner.ts', 'src/text'];
const TESTS = ['test/hosts/mounts.test.ts', 'test/text/visible.test.ts'];

test('the lines that a test reaches, in its own process and in those of labreport', { timeout: 300_000 }, async () => {
  // To look at all files takes much longer.
  const only = ROOMS.map((room) => `--coverage.include=${room}${room.endsWith('.ts') ? '' : '/**/*.ts'}`);
  const argv = ['scripts/coverage.mjs', ...TESTS, ...only];
  const { exitCode, stdout, stderr } = await execa(process.execPath, argv, { reject: false });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const [rooms = '', least = ''] = stdout.slice(stdout.indexOf('\nroom ')).split('\n\n');
  const rows = new Map(
    rooms.split('\n').flatMap((line) => {
      const [, room = '', ...counts] = ROW.exec(line) ?? [];
      const [lines = 0, ran = 0, onlyThere = 0] = counts.map(Number);
      return room === '' ? [] : [[room, { lines, ran, onlyThere }] as const];
    }),
  );
  expect([...rows.keys()]).toEqual([...ROOMS, 'all']);
  expect(rows.get('src/cli.ts')).toEqual({ lines: 5, ran: 5, onlyThere: 5 });
  expect(rows.get('src/compare')).toMatchObject({ ran: 0, onlyThere: 0 });
  // Those of the runner, and those of a room that the other test reaches by itself.
  const [runner, text] = [rows.get('src/runner.ts'), rows.get('src/text')];
  expect(runner?.ran).toBeGreaterThan(5);
  expect(runner?.onlyThere).toBe(runner?.ran);
  expect(text?.ran).toBeGreaterThan(text?.onlyThere as number);
  expect(least.split('\n').flatMap((line) => ROW.exec(line)?.[3] ?? [])).toEqual(Array(10).fill('0'));
});
