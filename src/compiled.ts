import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { offerKeeping } from './bytecode/hook.ts';
import { type Chunk, type Pack, readPack } from './bytecode/pack.ts';
import { packPlace } from './bytecode/place.ts';

type Run = (
  module: Loaded,
  exports: unknown,
  require: (id: string) => unknown,
  filename: string,
  dirname: string,
) => void;

interface Loaded {
  exports: unknown;
  script: Script;
  /** The file's size and when it was written: bytecode of another one is of no use. */
  source: string;
}

const loaded = new Map<string, Loaded>();
let place: ReturnType<typeof packPlace>;
let pack: Pack | undefined;
/** Something was compiled that the pack does not have, or has in another way. */
let isStale = false;

/**
 * Runs a file of the built labreport, with the bytecode that V8 made of it when the same command ran before: compiling
 * takes a third of a short run. `build` is another one for each build.
 */
export function start(name: string, build: string): void {
  place = packPlace({ start: name, args: process.argv.slice(2), build });
  pack = place && readPack(place);
  isStale = pack === undefined;
  offerKeeping(keepBytecode);
  load(name);
}

/**
 * Keeps the bytecode of all files that were loaded, with that of the functions which have run by now, for the next time;
 * nothing where all of it was kept before, or where it can't be. Takes some 10 ms, when the work is done.
 */
async function keepBytecode(): Promise<void> {
  if (place === undefined || !isStale) return;
  const { keepPack } = await import('./bytecode/keep.ts');
  const chunks = new Map<string, Chunk>(pack);
  for (const [name, { script, source }] of loaded) chunks.set(name, { source, bytes: script.createCachedData() });
  keepPack(place, chunks);
}

function load(name: string): unknown {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const filename = join(__dirname, name);
  const { text, source } = readSource(filename);
  const kept = pack?.get(name);
  const cachedData = kept?.source === source ? kept.bytes : undefined;
  const wrapped = `(function (module, exports, require, __filename, __dirname) {${text}\n})`;
  const script = new Script(wrapped, { filename, ...(cachedData && { cachedData }) });
  if (cachedData === undefined || script.cachedDataRejected) isStale = true;
  const module: Loaded = { exports: {}, script, source };
  loaded.set(name, module);
  (script.runInThisContext() as Run)(module, module.exports, requireFrom, filename, __dirname);
  return module.exports;
}

function requireFrom(id: string): unknown {
  return id.startsWith('./') ? load(id.slice(2)) : require(id);
}

function readSource(filename: string): { text: string; source: string } {
  const file = openSync(filename, 'r');
  try {
    const { size, mtimeMs } = fstatSync(file);
    return { text: readFileSync(file, 'utf8'), source: `${size} ${mtimeMs}` };
  } finally {
    closeSync(file);
  }
}
