import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { mergeProcessCovs } from '@bcoe/v8-coverage';
import { convert } from 'ast-v8-to-istanbul';
import { parseAst } from 'rolldown/parseAst';
import { ranLines } from './lines.mjs';

/** As many processes' counts are in memory at a time. */
const AT_ONCE = 50;
/** The copy of the built labreport that the tests of a row run (test/journeys/labreport.ts). */
const OURS = /^file:\/\/.*\/labreport-package-\w+\/labreport\/dist\/[\w-]+\.js$/;
/** src/compiled.ts puts this before a file's text, and some more behind it. */
const WRAPPER = '(function (module, exports, require, __filename, __dirname) {';
const WRAPPED = `${WRAPPER}\n})`;

/** What ran in the processes that labreport itself was while it was tested: its command line and its runner. */
export class ProcessCounts {
  #counts;
  #dist;
  /** What ran so far, as V8 tells it, of each built file. */
  #scripts = [];

  /** `counts` is the folder that V8 writes into (NODE_V8_COVERAGE), `dist` what is measured. */
  constructor({ counts, dist }) {
    this.#counts = counts;
    this.#dist = dist;
  }

  /** Reads and removes what is there by now. What is not whole yet stays. */
  async read() {
    const names = await readdir(this.#counts);
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = await Promise.all(names.slice(at, at + AT_ONCE).map((name) => takeOne(join(this.#counts, name))));
      this.#scripts = mergeProcessCovs([{ result: this.#scripts }, ...some]).result;
    }
  }

  /** Path of a source to the numbers of its lines that ran in some process. */
  async lines() {
    await this.read();
    const files = await Promise.all(this.#scripts.map((script) => toSources(script, this.#dist)));
    return ranLines(files.flat());
  }
}

/** Of labreport's own files, each under its name alone: each row of tests runs a copy of its own. */
async function takeOne(path) {
  try {
    const { result } = JSON.parse(await readFile(path, 'utf8'));
    await rm(path);
    const own = result.filter(({ url }) => OURS.test(url));
    return { result: own.map((script) => ({ ...script, url: basename(script.url) })) };
  } catch (error) {
    if (error instanceof SyntaxError) return { result: [] };
    throw error;
  }
}

/** What ran of the sources that a built file was made of, as istanbul's data. */
async function toSources(script, dist) {
  const path = join(dist, script.url);
  const code = await readFile(path, 'utf8').catch(() => '');
  const map = JSON.parse(await readFile(`${path}.map`, 'utf8').catch(() => 'null'));
  const wrapperLength = lengthBefore(script, code);
  // The starts have none: they are two lines that the build writes.
  if (map === null || wrapperLength === undefined) return [];
  const sourceMap = { ...map, sources: map.sources.map((source) => resolve(dist, source)) };
  const coverage = { ...script, url: `file://${path}` };
  return Object.values(await convert({ ast: parseAst(code), code, wrapperLength, coverage, sourceMap }));
}

/** What the file's text had before it when it ran; undefined where another text than this one ran. */
function lengthBefore({ functions }, code) {
  const more = Math.max(...functions.flatMap(({ ranges }) => ranges.map(({ endOffset }) => endOffset))) - code.length;
  if (more === 0) return 0;
  return more === WRAPPED.length ? WRAPPER.length : undefined;
}
