import { stat } from 'node:fs/promises';
import { join, normalize, resolve } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { readInsideIfThere } from '../../files/read.ts';
import { expand, parameterValues } from '../../lab/shell/expand.ts';
import { goalsOf, MAKEFILE_NAMES, targetsOf } from '../../lab/sources/makefile.ts';
import { copyOwnSources } from '../../lab/sources/own-sources.ts';
import type { Lab } from '../../lab/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { commandClaims } from './claim-commands.ts';

/** A person's own sources, which take the place of the lab's. */
export interface OwnSource {
  /** Absolute. */
  dir: string;
  /** As one would type it. */
  name: string;
}

/** The folder that --source names. Refuses one that the lab can't be built from, as far as looking at it tells. */
export async function openOwnSource({ path, lab }: { path: string; lab: Lab }): Promise<OwnSource> {
  const source = { dir: resolve(path), name: nearPath(resolve(path)) };
  if (lab.source === undefined) {
    throw new LabreportError({
      code: 'sources-invalid',
      message: `--source ${source.name}: lab ${lab.name} has no sources, expected a lab whose sources others can take the place of`,
    });
  }
  const found = await stat(source.dir).catch(() => undefined);
  if (found === undefined || !found.isDirectory()) {
    const what = found === undefined ? 'it does not exist' : 'it is no folder';
    throw new LabreportError({
      code: 'sources-invalid',
      message: `--source ${source.name}: ${what}, expected the folder of your sources`,
    });
  }
  refuseClaimsInSources(lab, lab.source);
  await refuseOtherMakefile(source, lab);
  return source;
}

/** Copies the sources; the folder itself is only read. `except`: what lies in it without being sources. */
export async function copyOwnSource(source: OwnSource, to: string, except: readonly string[]): Promise<void> {
  copyOwnSources({ name: source.name, from: source.dir, to, except });
}

/** A place in the lab's sources is one in the person's own. */
export function withOwnPlace(error: unknown, { source, lab }: { source: OwnSource; lab: Lab }): unknown {
  if (!(error instanceof LabreportError) || error.place === undefined) return error;
  const folder = `${normalize(lab.source ?? '')}/`;
  if (!error.place.file.startsWith(folder)) return error;
  const place = { ...error.place, file: join(source.dir, error.place.file.slice(folder.length)) };
  return error.with({ place });
}

/** What checks a claim must be the lab author's. */
function refuseClaimsInSources(lab: Lab, folder: string): void {
  const claim = commandClaims(lab).find(({ command }) =>
    command.split(/[\s"';|&()<>]+/).some((word) => normalize(word).startsWith(`${normalize(folder)}/`)),
  );
  if (claim === undefined) return;
  throw new LabreportError({
    code: 'sources-invalid',
    place: { file: 'lab.yaml', line: claim.line },
    message: `claim "${claim.id}" runs a file of the lab’s sources, which --source replaces; expected one that lies elsewhere in the lab`,
  });
}

async function refuseOtherMakefile(source: OwnSource, lab: Lab): Promise<void> {
  if (lab.build === undefined) return;
  const command = expand(lab.build, { parameters: parameterValues(lab), hosts: {}, values: {} });
  const goals = goalsOf(command);
  if (goals === undefined) return;
  const makefile = readMakefile(source.dir);
  if (makefile === undefined) {
    throw new LabreportError({
      code: 'sources-invalid',
      message: `${source.name} has no Makefile, expected one that can "${command}"`,
      hint: `lab.yaml of ${lab.name} says what its steps run; the lab’s own Makefile is a model.`,
    });
  }
  const { names, open } = targetsOf(makefile.text);
  const missing = goals.filter((goal) => !names.includes(goal));
  if (open || missing.length === 0) return;
  const plural = missing.length === 1 ? 'target' : 'targets';
  throw new LabreportError({
    code: 'sources-invalid',
    place: { file: join(source.name, makefile.name) },
    message: `it has no ${plural} ${missing.join(', ')}, expected all that the lab’s build asks for: ${command}`,
    hint: names.length === 0 ? 'It has no targets at all.' : `It has the targets ${names.join(', ')}.`,
  });
}

function readMakefile(dir: string): { name: string; text: string } | undefined {
  for (const name of MAKEFILE_NAMES) {
    const bytes = readInsideIfThere(dir, name, MOST.textBytes);
    if (bytes !== undefined) return { name, text: bytes.toString('utf8') };
  }
  return undefined;
}
