// Tells which English texts have changed since they were translated; with --accept, notes that each translation is of
// the English text that there is now. Run by "npm run translations", after each such text was read in every language.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishTexts } from './translations/english-texts.mjs';

const FOLDER = 'src/language';
const english = englishTexts();
const translations = readdirSync(FOLDER, { withFileTypes: true }).filter((it) => it.isDirectory() && it.name !== 'en');
for (const { name } of translations) {
  const file = join(FOLDER, name, 'english.json');
  if (process.argv.includes('--accept')) {
    writeFileSync(file, `${JSON.stringify(english, null, 2)}\n`);
    continue;
  }
  const translated = JSON.parse(readFileSync(file, 'utf8'));
  const all = [...new Set([...Object.keys(english), ...Object.keys(translated)])];
  for (const path of all.filter((each) => english[each] !== translated[each])) {
    process.exitCode = 1;
    console.log(`${name}: ${path} ${english[path] === undefined ? 'is no text any more' : 'has another English text'}`);
  }
}
