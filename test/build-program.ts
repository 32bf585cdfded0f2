import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { perl } from '../scripts/build/perl.mjs';

/** Makes a program of TypeScript, which imports from the project as './src/...', and gives its file in the folder. */
export async function buildProgram(folder: string, text: string): Promise<string> {
  const entry = join(folder, 'program.ts');
  writeFileSync(entry, text.replaceAll(/(?<=from ')\.\//g, `${process.cwd()}/`));
  // What is loaded only when it is needed stays in files of its own.
  const output = {
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  } as const;
  await build({ input: entry, platform: 'node', plugins: [perl], output, logLevel: 'warn' });
  return join(folder, 'program.mjs');
}
