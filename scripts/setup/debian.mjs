// The tools of the system that labreport uses, and the Debian packages that bring them.
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, SetupError, tell } from './run.mjs';

const packages = JSON.parse(readFileSync(new URL('../../src/tools/packages.json', import.meta.url), 'utf8'));
const headers = { name: "the C library's headers", file: '/usr/include/stdio.h', package: 'libc6-dev' };

/** Without these no lab of the project runs. */
export const needs = [...['ip', 'unshare', 'tcpdump', 'netstat', 'ps', 'perl', 'gcc', 'make'].map(tool), headers];
/** The tests that compare with these are skipped where they are missing. */
export const optionalForTests = ['tshark', 'strace', 'chromium', 'bwrap'].map(tool);

function tool(name) {
  return { name, package: packages[name] };
}

/** Which of them this machine lacks. Debian keeps some where an ordinary user's PATH doesn't look. */
export function missingTools(wanted) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return wanted.filter(({ name, file }) => {
    const places = file === undefined ? folders.map((folder) => join(folder, name)) : [file];
    return !places.some((place) => can(place, file === undefined ? constants.X_OK : constants.R_OK));
  });
}

function can(place, mode) {
  try {
    accessSync(place, mode);
    return true;
  } catch {
    return false;
  }
}

/** Installs them where that is allowed; otherwise says how, and stops when a required one is missing. */
export async function installPackages(required, optional) {
  const mayInstall = process.getuid() === 0 && missingTools([{ name: 'apt-get' }]).length === 0;
  if (mayInstall) return await aptInstall(required, optional);
  const line = `sudo apt-get install ${packagesOf([...required, ...optional])}`;
  if (required.length > 0) throw new SetupError(`not found: ${namesOf(required)}\n  ${line}`);
  tell(`not found: ${namesOf(optional)}; the tests that need it are skipped\n  ${line}`);
}

async function aptInstall(required, optional) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  const install = (tools) => apt('install', '-y', '--no-install-recommends', ...packagesOf(tools).split(' '));
  tell(`installing ${packagesOf([...required, ...optional])} ...`);
  // One unreachable source must not keep the others from being used: what counts is whether the installation works.
  const failedUpdate = await apt('update').catch((error) => error);
  try {
    if (required.length > 0) await install(required);
  } catch (error) {
    throw new SetupError([failedUpdate?.message, error.message].filter(Boolean).join('\n\n'));
  }
  if (optional.length === 0) return;
  await install(optional).catch((error) => tell(`${error.message}\n\nThe tests that need it are skipped.`));
}

function packagesOf(tools) {
  return [...new Set(tools.map((each) => each.package))].join(' ');
}

function namesOf(tools) {
  return tools.map(({ name }) => name).join(', ');
}
