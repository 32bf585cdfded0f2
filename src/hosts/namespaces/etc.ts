import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { words } from '../../text/lines.ts';
import { OWN_FOLDER } from './bubblewrap.ts';
import { LAB_FOLDER } from './mounts.ts';

/** What the C library and compilers look for in /etc; the rest of it is the machine's own business. */
const FILES = words(`
  hosts resolv.conf nsswitch.conf host.conf gai.conf networks services protocols
  localtime timezone ld.so.cache ld.so.conf
`);
const FOLDERS = /^(alternatives|java-.*|perl|python3.*)$/;

/**
 * Makes what confined programs see as /etc; gives the commands that mount folders there. Accounts of this machine are
 * not for them: they see one, their own.
 */
export function fillEtc(): string[] {
  const etc = `${OWN_FOLDER}/etc`;
  mkdirSync(etc, { recursive: true });
  const names = readdirSync('/etc');
  for (const name of names.filter((each) => FILES.includes(each))) copyReadable(`/etc/${name}`, `${etc}/${name}`);
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  const users = `root:x:0:0:root:/root:/bin/bash\nstudent:x:${uid}:${gid}:student:${LAB_FOLDER}:/bin/bash\n`;
  writeFileSync(`${etc}/passwd`, users);
  writeFileSync(`${etc}/group`, `root:x:0:\nstudent:x:${gid}:\n`);
  const folders = names.filter((name) => FOLDERS.test(name) && statSync(`/etc/${name}`).isDirectory());
  for (const name of folders) mkdirSync(`${etc}/${name}`);
  return folders.map((name) => `mount --bind /etc/${name} ${etc}/${name}`);
}

function copyReadable(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch {
    // What this user may not read, a program of theirs can't either.
  }
}
