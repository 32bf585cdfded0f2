// Writes the pages of docs/ that are made from the code, below the folder that is given; with examples from the report that is given.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorsPage } from './docs/errors-page.mjs';
import { helpersPage } from './docs/helpers-page.mjs';
import { labPages } from './docs/lab-pages.mjs';
import { loadSource } from './load-source.mjs';

const [docs = 'docs', sample] = process.argv.slice(2);
await mkdir(join(docs, 'lab'), { recursive: true });
const pages = labPages({
  schema: (await loadSource('src/lab/schema/json-schema.ts')).labJsonSchema(),
  words: {
    ...(await loadSource('src/lab/words/keys.ts')),
    STEP_WORDS: wordsOf((await loadSource('src/lab/verbs/verbs.ts')).VERBS),
    WAIT_WORDS: wordsOf((await loadSource('src/lab/waits/waits.ts')).WAITS),
    CLAIM_WORDS: wordsOf((await loadSource('src/lab/claims/claims.ts')).FORMS),
  },
  whole: await readFile('scaffold/labs/my-lab/lab.yaml', 'utf8'),
});
for (const [name, text] of Object.entries(pages)) await writeFile(join(docs, 'lab', name), text);
await writeFile(join(docs, 'errors.md'), await errorsPage());
await writeFile(join(docs, 'helpers.md'), await helpersPage(sample));

/** What each entry of a table says of itself. */
function wordsOf(table) {
  return Object.fromEntries(Object.entries(table).map(([lead, { words }]) => [lead, words]));
}
