import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

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
}

const loaded = new Map<string, Loaded>();

/**
 * Runs a file of the built labreport with the bytecode that V8 made of it when it was built (`FILE.cache` beside it):
 * compiling takes a third of a short run. Bytecode of another Node.js is refused by V8, which then compiles as ever.
 */
export function load(name: string): unknown {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const filename = join(__dirname, name);
  const cachedData = readCache(filename);
  const source = `(function (module, exports, require, __filename, __dirname) {${readFileSync(filename, 'utf8')}\n})`;
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  const module: Loaded = { exports: {}, script };
  loaded.set(name, module);
  const requireFrom = (id: string) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
  (script.runInThisContext() as Run)(module, module.exports, requireFrom, filename, __dirname);
  return module.exports;
}

/** Keeps the bytecode of all files that were loaded, with that of the functions which have run by now. */
export function keepBytecode(): void {
  for (const [name, { script }] of loaded) writeFileSync(join(__dirname, `${name}.cache`), script.createCachedData());
}

function readCache(filename: string): Buffer | undefined {
  try {
    return readFileSync(`${filename}.cache`);
  } catch {
    return undefined;
  }
}
