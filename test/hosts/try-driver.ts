// Run by missing-tools.test.ts, where a tool is missing: tells what a driver needs, and what comes of its hosts.
import { drivers } from '../../src/hosts/drivers.ts';
import type { DriverName } from '../../src/hosts/host-driver.ts';
import { LabreportError } from '../../src/text/errors.ts';
import { PLAN } from './plan.ts';

const [name, dir] = process.argv.slice(2) as [DriverName, string];
const driver = drivers[name];

async function tryHosts() {
  try {
    await driver.prepare(PLAN, dir);
    const { hosts, limits } = await driver.open(PLAN, dir);
    return { hosts: hosts.map((host) => host.name), limits };
  } catch (error) {
    if (!(error instanceof LabreportError)) throw error;
    return { message: error.message, hint: error.hint };
  }
}

const outcome = await tryHosts();
const sandbox = await driver.openSandbox?.({ diskBytes: 1e6, processes: 20 }).then(
  () => 'opened',
  (error: Error) => error.message,
);
console.log(JSON.stringify({ ...outcome, sandbox }));
process.exit();
