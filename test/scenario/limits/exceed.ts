// Run by watch.test.ts where hosts can be made: runs programs that have too much of something, and tells what ended them.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { drivers } from '../../../src/hosts/drivers.ts';
import { TOOL_PATH } from '../../../src/hosts/tool.ts';
import type { Limits } from '../../../src/lab/limits.ts';
import type { Lab } from '../../../src/lab/types.ts';
import { runCommand } from '../../../src/scenario/command.ts';
import { RunConfinement } from '../../../src/scenario/confinement.ts';
import { PLAN } from '../../hosts/plan.ts';
import { PROGRAMS } from './programs.ts';

const LIMITS: Limits = { processes: 20, files: 40, output: 200_000, cpu: 2000, memory: 32e6, disk: 6e6 };
/** Whoever is not ended by then is not ended at all. */
const LIMIT_MS = 60_000;

const dir = process.argv[3] as string;
const driver = drivers.namespaces;
const onFault = (error: unknown) => {
  throw error;
};
const site = await driver.prepare({ plan: PLAN, folder: dir, onLost: onFault });
const { hosts } = await site.open();
const confinement = await RunConfinement.open({
  driver,
  site,
  confine: { limits: LIMITS, what: 'everything' },
  lab: {} as Lab,
  onFault,
});
await confinement.enter(hosts);

/** Runs a script of bash in the sandbox, on a host or where the build is. */
async function run(name: string, script: string, host?: string) {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const environment = { PATH: TOOL_PATH, HOME: dir, LANG: 'C.UTF-8' };
  const argv = ['bash', '-c', script];
  const result = await runCommand({ ...confinement.command(host), argv, environment, cwd: '/', dir, name, limit });
  const hit = confinement.hitOf(name, 'moment', result.exit);
  const { size } = statSync(join(dir, result.log));
  console.log(JSON.stringify({ name, exit: result.exit, hit, ...(hit?.name !== 'disk' && { bytes: size }) }));
}

await run('build', `printf %s '${PROGRAMS.threads}' >threads.c && cc -pthread -o threads threads.c`);
await confinement.share();
for (const [name, script] of Object.entries(PROGRAMS.scripts)) await run(name, script, 'vit001');
confinement.watch.stop();
process.exit();
