import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { findTool } from '../../src/tools/find.ts';

const NEEDED = ['ip', 'unshare', 'tcpdump', 'netstat', 'ps', 'perl', 'gcc', 'make'] as const;
const TOOLS = [...NEEDED, 'tshark', 'strace', 'chromium', 'bwrap'] as const;
type Tool = (typeof TOOLS)[number];

/** Notes that it ran, then writes what the real build writes, in the same order. */
const BUILD = `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('builds.log', 'built\\n');
mkdirSync('dist', { recursive: true });
writeFileSync('dist/cli.js', '');
writeFileSync('dist/LICENSES.txt', '');
if (process.argv.includes('--library')) {
  mkdirSync('dist/types', { recursive: true });
  writeFileSync('dist/types/index.d.ts', '');
}
`;

/** What npm writes for the project of `manifest`. */
const LOCK = {
  name: 'clone',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'clone', version: '1.0.0', devDependencies: { tiny: 'file:tiny' } },
    'node_modules/tiny': { resolved: 'tiny', link: true },
    tiny: { version: '1.0.0', dev: true },
  },
};

/** Notes its arguments and the front end that Debian's packages would ask, and "installs" make. */
const APT_GET = `#!/bin/sh
echo "$DEBIAN_FRONTEND $*" >> "\${0%/*}/../apt.log"
case "$*" in *" install "*) ln -s "$MAKE" "\${0%/*}/make";; esac
`;

/** A small project in a folder of its own, with the real set-up scripts and one npm package that needs no network. */
export async function makeClone() {
  const folder = await mkdtemp(join(tmpdir(), 'labreport-clone-'));
  for (const path of ['scripts/setup.mjs', 'scripts/setup', 'src/tools/packages.json'])
    await cp(path, join(folder, path), { recursive: true });
  const write = (path: string, text: string) => writeFile(join(folder, path), text);
  await write('scripts/build.mjs', BUILD);
  await mkdir(join(folder, 'tiny'));
  await write('tiny/package.json', JSON.stringify({ name: 'tiny', version: '1.0.0' }));
  await write('package.json', manifest('>=20.19'));
  await write('src/one.ts', '');
  await write('src/two.ts', '');
  await write('package-lock.json', JSON.stringify(LOCK));
  await chmod(folder, 0o755);
  return {
    folder,
    write,
    read: (path: string) => readFile(join(folder, path), 'utf8').catch(() => undefined),
    start: (options: SetUpOptions = {}) => start(folder, options),
    async setUp(options: SetUpOptions = {}) {
      const { exitCode, stdout, stderr } = await (await start(folder, options)).ended;
      return { status: exitCode, stdout, stderr };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The project's package.json, for the Node versions in `node`. */
export function manifest(node: string): string {
  return JSON.stringify({
    name: 'clone',
    version: '1.0.0',
    engines: { node },
    devDependencies: { tiny: 'file:tiny' },
  });
}

export interface SetUpOptions {
  args?: string[];
  /** Tools that this run can't find. */
  without?: readonly (Tool | 'npm')[];
  /** What apt-get does; there is none when absent. */
  apt?: 'installs' | 'fails';
  /** Root by a user namespace, or an ordinary user; whoever runs the tests when absent. */
  as?: 'root' | 'user';
  environment?: Record<string, string>;
}

/** Starts a set-up. `ended` lies in an object because a promise of the process itself would be awaited with it. */
async function start(folder: string, { args = [], as, environment, ...search }: SetUpOptions) {
  const isRoot = process.getuid?.() === 0;
  const command = [process.execPath, join(folder, 'scripts/setup.mjs'), ...args];
  const [program, ...rest] = as === 'root' && !isRoot ? ['unshare', '-r', ...command] : command;
  const nobody = as === 'user' && isRoot ? { uid: 65534, gid: 65534 } : {};
  const PATH = await searchPath(folder, search);
  const env = { ...process.env, CI: 'true', MAKE: findTool('make'), PATH, ...environment };
  return { ended: execa(program as string, rest, { cwd: '/', env, stdin: 'ignore', reject: false, ...nobody }) };
}

/** A folder with links to the tools that this run may find, and with nothing else. */
async function searchPath(
  folder: string,
  { without = [], apt }: Pick<SetUpOptions, 'without' | 'apt'>,
): Promise<string> {
  const bin = await mkdtemp(join(folder, 'bin-'));
  await chmod(bin, 0o755);
  for (const name of ['node', 'npm', 'sh', 'ln', ...TOOLS]) {
    const place = findTool(name);
    if (place !== undefined && !(without as readonly string[]).includes(name)) await symlink(place, join(bin, name));
  }
  if (apt === 'installs') await writeFile(join(bin, 'apt-get'), APT_GET, { mode: 0o755 });
  if (apt === 'fails')
    await writeFile(join(bin, 'apt-get'), '#!/bin/sh\necho "E: no network" >&2\nexit 100\n', { mode: 0o755 });
  return bin;
}
