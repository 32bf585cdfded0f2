// What a set-up does, in order. Nothing may be imported here that npm would have to install first.
import { accessSync, constants, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alone } from './alone.mjs';
import { installPackages, missingTools, needs, optionalForTests } from './debian.mjs';
import { buildIsStale, modulesAreStale } from './fresh.mjs';
import { run, SetupError, tell } from './run.mjs';

const root = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/** Installs and builds what is missing; quick when nothing is. `forTests` sees to the tests' own tools as well. */
export async function setUp(forTests) {
  const required = missingTools(needs);
  const optional = forTests ? missingTools(optionalForTests) : [];
  if (required.length > 0 || optional.length > 0) await installPackages(required, optional);
  // Who runs labs needs no library: its types take as long to make as all the rest.
  const build = { library: forTests };
  if (!modulesAreStale(root) && !buildIsStale(root, build)) return;
  mustBeWritable();
  await alone(root, () => refresh(build));
}

/** Looks again at each thing: whoever held the lock before has often done it. */
async function refresh(build) {
  if (modulesAreStale(root)) {
    tell('installing npm packages ...');
    // Esbuild and others bring their programs as optional packages; NODE_ENV must not leave out the builder.
    const include = ['--include=dev', '--include=optional'];
    await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=warn', ...include], {
      cwd: root,
    });
  }
  if (buildIsStale(root, build)) {
    tell('building ...');
    await run(process.execPath, ['scripts/build.mjs', ...(build.library ? ['--library'] : [])], { cwd: root });
  }
}

function mustBeWritable() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new SetupError(`${root} is not yours to write in, and its packages or its build are out of date\n  \
Clone the project into a folder of your own, or let its owner run npm run build`);
  }
}
