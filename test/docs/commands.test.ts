import type { Code } from 'mdast';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createProgram } from '../../src/commands/program.ts';
import { nodesOf } from '../../src/markdown/nodes.ts';
import { findTool } from '../../src/tools/find.ts';
import { pages, readPage } from './markdown.ts';
import { type Act, storyOf } from './story.ts';
import { makeClone, makePlace, tell } from './teller.ts';

// Pages that a reader of the README gets to in a clone.
const IN_CLONE = ['README.md'];
// Tools without which a page can't be followed.
const NEEDS: Record<string, string[]> = { 'docs/own-code.md': ['bwrap'], 'docs/tutorial.md': ['bwrap'] };

describe.each(pages)('%s', async (path) => {
  const page = await readPage(path);
  const acts = storyOf(page);

  const missing = (NEEDS[path] ?? []).filter((tool) => findTool(tool) === undefined);
  const lack = missing.length === 0 ? '' : ` (missing here: ${missing.join(', ')})`;

  test.runIf(acts.length > 0 && lack === '')(`goes as it is told${lack}`, { timeout: 120_000 }, async () => {
    const place = await makePlace();
    if (IN_CLONE.includes(path)) await makeClone(place);
    await tell(acts, place);
  });

  test('shows no command that is not run', () => {
    expect(
      nodesOf(page, 'code')
        .filter(hidesCommand)
        .map(({ value }) => value),
    ).toEqual([]);
  });

  test('names only commands and options that there are', () => {
    const named = [...nodesOf(page, 'inlineCode').map(({ value }) => value), ...acts.flatMap(commandOf)];
    expect(named.flatMap(unknownWords)).toEqual([]);
  });
});

/** Only `sh` and `console` blocks are run. */
function hidesCommand(code: Code): boolean {
  const isRun = code.lang === 'sh' || (code.lang === 'console' && /^\$ /m.test(code.value));
  return !isRun && /^(\$ )?(labreport|npm|npx|sudo|apt-get|git) /m.test(code.value);
}

function commandOf(act: Act): string[] {
  return act.kind === 'command' ? [act.command] : [];
}

const scripts: Record<string, string> = manifest.scripts;
const { commands } = createProgram();

/** What a line that begins with labreport or npm run names and there is not. */
function unknownWords(line: string): string[] {
  const [, script] = /^npm run (\S+)/.exec(line) ?? [];
  if (script !== undefined && scripts[script] === undefined) return [line];
  const [program, name, ...rest] = line.split(/[|;&]/)[0]?.split(/\s+/) ?? [];
  if (program !== 'labreport' || name === undefined || name.startsWith('-')) return [];
  const command = commands.find((each) => each.name() === name);
  if (command === undefined) return [line];
  const known = ['--help', ...command.options.map(({ long }) => long)];
  return rest.filter((word) => word.startsWith('--') && !known.includes(word.split('=')[0] as string)).map(() => line);
}
