import { lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupFile, passwdFile } from './accounts.ts';

/** Where a host sees the machine's own /etc. */
export const MACHINE = '.machine';

/** Where a host looks for names: in its hosts(5), then by DNS, as any Linux machine (nsswitch.conf(5)). */
const NSSWITCH = `passwd: files
group: files
shadow: files
hosts: files dns
networks: files
protocols: files
services: files
ethers: files
rpc: files
`;

/** What a host's own files say, by their names in /etc. It has no name server until the lab gives it one. */
export function ownFiles(host: string, hosts: string): Record<string, string> {
  return {
    hosts,
    hostname: `${host}\n`,
    'resolv.conf': '',
    'nsswitch.conf': NSSWITCH,
    passwd: passwdFile(),
    group: groupFile(),
  };
}

/**
 * Makes a folder that is to be a host's /etc: files of its own, and for all else links to the machine's. So a lab can
 * change the one and add to it, and programs find their settings.
 */
export function makeEtc(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, MACHINE), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const name of readdirSync('/etc')) {
    if (Object.hasOwn(files, name) || name === MACHINE) continue;
    const isLink = lstatSync(`/etc/${name}`).isSymbolicLink();
    symlinkSync(isLink ? readlinkSync(`/etc/${name}`) : `${MACHINE}/${name}`, join(folder, name));
  }
}
