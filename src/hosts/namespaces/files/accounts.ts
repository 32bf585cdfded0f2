import { readFileSync } from 'node:fs';
import { LAB_FOLDER } from '../mounts.ts';

/** Persons have larger ids than these, but for nobody (Debian Policy, 9.2.2). */
const FIRST_PERSON = 1000;
const NOBODY = 65_534;

interface Account {
  name: string;
  id: number;
  line: string;
}

/** passwd(5) of a host: the machine's own accounts, without its persons, and the one by which the programs run. */
export function passwdFile(): string {
  const uid = process.getuid?.() ?? FIRST_PERSON;
  const student = `student:x:${uid}:${process.getgid?.()}:student:${LAB_FOLDER}:/bin/bash`;
  return asLines([...systemAccounts('/etc/passwd', uid), student]);
}

/**
 * group(5) of a host. There is no group tty: a server that knows one would give terminals to it (sshd(8)), which only root
 * may do.
 */
export function groupFile(): string {
  const gid = process.getgid?.() ?? FIRST_PERSON;
  const groups = systemAccounts('/etc/group', gid).filter((line) => !line.startsWith('tty:'));
  return asLines([...groups, `student:x:${gid}:`]);
}

function systemAccounts(file: string, own: number): string[] {
  const isKept = ({ name, id }: Account) =>
    (id < FIRST_PERSON || id === NOBODY) && id !== own && name !== 'student' && name !== '';
  return accountsIn(file)
    .filter(isKept)
    .map(({ line }) => line);
}

/** Both files have the name first and the id third. */
function accountsIn(file: string): Account[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.map((line) => {
    const [name = '', , id] = line.split(':');
    return { name, id: Number(id), line };
  });
}

function asLines(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
