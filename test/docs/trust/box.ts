import { execFileSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { labreport, makeFolder, type User } from '../../journeys/labreport.ts';
import { verifyKept } from './shared.ts';
import { expectNothingTold, type Probes, setScene } from './stranger.ts';

const look = async () => (await verifyKept()).kept.look;

/** What a confined program sees and has, and what root changes. */
export const boxProbes: Probes = {
  'box-files': async () => {
    const { pwned, isSame, kept } = await verifyKept();
    expect({ pwned, isSame }).toEqual({ pwned: [], isSame: true });
    expectNothingTold(kept.text);
    expect(kept.look).toMatch(/cat: \S+secret: No such file or directory/);
  },
  'box-environment': async () => {
    const text = await look();
    expect(text).toContain('\nHOME=/run/lab\n');
    expectNothingTold(text);
  },
  'box-network': async () => {
    expect((await verifyKept()).visits).toBe(0);
    expect(await look()).toContain('Connection refused');
    // What is not confined reaches it.
    expect((await setScene()).made.visits).toBe(1);
  },
  'box-processes': async () => {
    const ids = (await look()).match(/^\/proc\/\d+$/gm) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    // bubblewrap's own, bash and ls.
    expect(ids.length).toBeLessThan(5);
  },
  'box-limits': async () => {
    const { confinement } = (await verifyKept()).kept.record;
    expect(confinement?.limits).toMatchObject({ processes: 64, output: 1e6, memory: 512e6 });
  },
  'root-inside': async () => {
    const text = await look();
    expect(text.split('\n')[2]).toMatch(/^[1-9]\d*$/);
    expect(text).toMatch(/^CapEff:\t0+$/m);
  },
  'root-writes': {
    isRoot: true,
    probe: async () => {
      const { inbox } = await setScene();
      const cwd = await makeFolder('ordinary');
      await cp(join(inbox, 'D'), join(cwd, 'D'), { recursive: true });
      const give = ['chown -R 12345 "$0"', 'chmod -R a+rwX "$0"', 'rm "$0"/report.md'];
      execFileSync('bash', ['-c', give.join(' && '), join(cwd, 'D')]);
      const render = (user: User) => labreport(['render', 'D', '--replace'], { cwd, user });
      const refused = await render('ordinary');
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain('D belongs to another user (uid 12345)');
      expect((await render('root')).status).toBe(0);
    },
  },
};
