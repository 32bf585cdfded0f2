import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFolder } from '../../../src/record/hash.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { labreportHere } from '../../journeys/here.ts';
import type { Ran } from '../../journeys/labreport.ts';
import { copyOfReport } from '../../journeys/made.ts';

/** Where somebody works who got a report, and the folder that it was unpacked into. */
export interface Got {
  home: string;
  dir: string;
  /** The file that shows that a stranger's words were run as this person. */
  pwned: string;
}

/** An honest report of two-clients, in D. */
export async function unpack(): Promise<Got> {
  const home = await copyOfReport('two-clients');
  const dir = join(home, 'D');
  await rename(join(home, 'reports', 'two-clients'), dir);
  await rm(join(home, 'reports'), { recursive: true });
  return { home, dir, pwned: join(home, 'PWNED') };
}

/** Changes the record as whoever hands it in can, with the hashes that belong to what lies there now. */
export async function forge({ dir }: Got, change: (record: RunRecord) => void = () => {}): Promise<void> {
  const file = join(dir, 'record.json');
  const record: RunRecord = JSON.parse(await readFile(file, 'utf8'));
  change(record);
  record.inputs = await hashFolder(dir, 'lab');
  await writeFile(file, JSON.stringify(record));
}

export async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Writes a two-clients into a folder whose build, moments and claims do what they should not. */
export async function putEvilLab(folder: string, { pwned }: Got): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await cp('labs/two-clients', folder, { recursive: true });
  const yaml = await readFile(join(folder, 'lab.yaml'), 'utf8');
  const evil = yaml
    .replace('build: make all', `build: id >${pwned}; make all`)
    .replace('claims:\n', `claims:\n  evil: { says: All is well, command: "id >${pwned}; true" }\n`)
    .replace(/^ {2}- \{ moment: server-ended/m, `  - { moment: evil, on: vit001, run: "id >${pwned}" }\n$&`);
  await writeFile(join(folder, 'lab.yaml'), evil);
  await spoilMakefile(join(folder, 'src'), pwned);
}

/** A Makefile whose very reading runs a command. */
export async function spoilMakefile(folder: string, pwned: string): Promise<void> {
  const makefile = await readFile(join(folder, 'Makefile'), 'utf8');
  await put(join(folder, 'Makefile'), `X := $(shell id >${pwned})\n${makefile}`);
}

export function run({ home }: Got, args: string[], folder = '.'): Promise<Ran> {
  return labreportHere(args, { cwd: join(home, folder), env: { HOME: home } });
}
