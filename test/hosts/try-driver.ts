// Run by missing-tools.test.ts, where a tool is missing: tells what a driver needs, and what comes of its hosts.
import { drivers } from '../../src/hosts/drivers.ts';
import type { DriverName } from '../../src/hosts/host-driver.ts';
import { LabreportError } from '../../src/text/errors.ts';
import { PLAN } from './plan.ts';

const [name, dir] = process.argv.slice(2) as [DriverName, string];
const driver = drivers[name];

async function tryHosts() {
  try {
    const site = await driver.prepare({ plan: PLAN, folder: dir, onLost: () => {} });
    const sandbox = site.openSandbox?.({ diskBytes: 1e6, processes: 20 }).then(
      () => 'opened',
      (error: Error) => error.message,
    );
    const opened = await site
      .open()
      .then(({ hosts, limits }) => ({ hosts: hosts.map((host) => host.name), limits }), told);
    return { ...opened, sandbox: await sandbox };
  } catch (error) {
    return told(error);
  }
}

function told(error: unknown) {
  if (!(error instanceof LabreportError)) throw error;
  return { message: error.message, hint: error.hint };
}

console.log(JSON.stringify(await tryHosts()));
process.exit();
