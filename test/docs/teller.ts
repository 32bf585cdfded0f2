import { chmod, cp, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { cli, makeFolder } from '../journeys/labreport.ts';
import { type Place, runCommand } from './run-command.ts';
import { isShown, plain } from './same-output.ts';
import type { Act } from './story.ts';
import { substituteFor } from './substitutes.ts';

/** An empty folder, outside of which a story writes nothing. */
export async function makePlace(): Promise<Place> {
  const root = await makeFolder();
  const bin = join(root, '.bin');
  await mkdir(bin);
  await mkdir(join(root, '.home'));
  await mkdir(join(root, 'work'));
  await writeFile(join(bin, 'labreport'), `#!/bin/sh\nexec ${process.execPath} ${cli} "$@"\n`);
  await chmod(join(bin, 'labreport'), 0o755);
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: join(root, '.home'), NO_COLOR: '1', LANG: 'C.UTF-8' };
  return { cwd: join(root, 'work'), env };
}

/** A fresh clone of the project with its set-up done: a copy, but for what nobody writes. */
export async function makeClone({ cwd }: Place): Promise<void> {
  for (const part of ['package.json', 'package-lock.json', 'labs', 'templates', 'scaffold', 'scripts', 'docs']) {
    await cp(part, join(cwd, part), { recursive: true, preserveTimestamps: true });
  }
  // A lock file that is newer than what is installed would be a reason to install anew, into this very folder.
  await utimes(join(cwd, 'package-lock.json'), 0, 0);
  for (const part of ['src', 'dist', 'node_modules']) await symlink(join(process.cwd(), part), join(cwd, part));
}

/** Does what a page tells, act by act; throws at the first that goes otherwise than told. */
export async function tell(acts: readonly Act[], place: Place): Promise<void> {
  let status = 0;
  for (const [i, act] of acts.entries()) {
    if (act.kind !== 'command') {
      await write(act, place);
      continue;
    }
    const where = `line ${act.line}: ${act.command}`;
    const substitute = substituteFor(act.command);
    const outcome =
      substitute === undefined ? await runCommand(act.command, place, status) : await substitute(act.command, place);
    const told = act.shown?.join('\n') ?? '';
    if (act.shown !== undefined && !isShown(outcome.output, act.shown)) {
      expect.soft(plain(outcome.output), where).toBe(plain(told));
    }
    const next = acts[i + 1];
    const isAsked = next?.kind === 'command' && next.command === 'echo $?';
    if (!isAsked) expect(outcome.status, `${where}\n${outcome.output}`).toBe(0);
    status = outcome.status;
    place.cwd = outcome.cwd;
  }
}

async function write(act: Exclude<Act, { kind: 'command' }>, { cwd, env }: Place): Promise<void> {
  const path = act.path.startsWith('~/') ? join(env.HOME as string, act.path.slice(2)) : join(cwd, act.path);
  if (act.kind === 'file') {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, act.text);
    return;
  }
  const text = await readFile(path, 'utf8');
  const where = `line ${act.line}: in ${act.path}`;
  const part = act.kind === 'excerpt' ? act.text : act.before;
  // Once, so that a reader can't take another place for it.
  if (text.split(part).length !== 2) expect(text, where).toContain(part);
  expect(text.split(part).length - 1, `${where}, so often`).toBe(1);
  if (act.kind === 'change')
    await writeFile(
      path,
      text.replace(part, () => act.after),
    );
}
