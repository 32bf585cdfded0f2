import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/language/languages.ts';
import { tell } from '../../src/language/tell.ts';
import { readRecord } from '../../src/record/read-record.ts';
import { findFlaw } from '../../src/record/schema/find-flaw.ts';
import { SAMPLE } from '../sample.ts';
import { exampleMessages } from './examples.ts';

/** What is the same in every language: what programs print, and names. */
const SAME = /"[^"]*"|\([^()]*\)|capture wire|like \{.*\}/g;
/** English words that no other language's text has. */
const ENGLISH =
  /\b(?:the|of|and|are|was|has|not|with|shows?|expected|after|before|frames?|lines?|bytes? (?:of|are)|it)\b/;

test('every message is told in every language, and nothing of it is missing', () => {
  for (const message of exampleMessages()) {
    const told = Object.values(LANGUAGES).map((language) => tell(message, language));
    for (const text of told) expect(text, message.id).not.toMatch(/undefined|NaN|\[object|null|^$| {2}|\s$/);
    const [english, ...others] = told;
    for (const text of others) {
      expect(text.replaceAll(SAME, ''), message.id).not.toMatch(ENGLISH);
      if (message.id !== 'said') expect(text, message.id).not.toBe(english);
    }
  }
});

test('all are told as this page shows them', async () => {
  const rows = exampleMessages().map((message) => {
    const told = Object.values(LANGUAGES).map((language) => `  ${language.code}: ${tell(message, language)}`);
    return [message.id, ...told].join('\n');
  });
  await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('messages.txt');
});

test('all survive JSON and structuredClone', () => {
  for (const message of exampleMessages()) {
    expect(JSON.parse(JSON.stringify(message))).toEqual(message);
    expect(structuredClone(message)).toEqual(message);
  }
});

/** The messages of src/messages/run.ts, by the interface itself. */
const OF_RECORDS = [...readFileSync('src/messages/run.ts', 'utf8').matchAll(/^ {2}(\w+): /gm)].map(([, id]) => id);

test('a record may hold those of runs, and no others', () => {
  const record = readRecord(SAMPLE);
  const held = exampleMessages().filter((message) => {
    const driver = { ...record.driver, limits: [message] };
    return findFlaw({ ...record, driver }) === undefined;
  });
  expect([...new Set(held.map(({ id }) => id))].sort()).toEqual(OF_RECORDS.sort());
});
