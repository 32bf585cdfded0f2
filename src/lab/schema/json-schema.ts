import { parse } from 'yaml';
import * as z from 'zod/mini';
import { FORMS } from '../claims/claims.ts';
import { VERBS } from '../verbs/verbs.ts';
import { WAITS } from '../waits/waits.ts';
import { KEY_WORDS } from '../words/keys.ts';
import type { Words } from '../words/words.ts';
import { labSchema } from './lab.ts';

interface JsonSchema {
  description?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: JsonSchema;
  anyOf?: JsonSchema[];
  required?: string[];
  examples?: unknown[];
}

/** The JSON Schema with which editors complete and check a lab.yaml; draft 7, which all of them know. */
export function labJsonSchema(): object {
  const schema = z.toJSONSchema(labSchema, { target: 'draft-07', io: 'input' }) as JsonSchema;
  const { steps, claims, ...keys } = schema.properties ?? {};
  for (const [key, each] of Object.entries(keys)) explain(each, key, KEY_WORDS, (lab) => [lab[key]]);
  const stepsIn = (lab: Example) => lab.steps ?? [];
  explainChoice(steps?.items, wordsOf(VERBS), stepsIn);
  const wait = steps?.items?.anyOf?.find((step) => leadOf(step) === 'wait')?.properties?.wait;
  explainChoice(wait, wordsOf(WAITS), (lab) => stepsIn(lab).map((step) => step.wait));
  explainChoice(claims?.additionalProperties, wordsOf(FORMS), (lab) => Object.values(lab.claims ?? {}));
  return schema;
}

function wordsOf(table: Record<string, { words: Words }>): Record<string, Words> {
  return Object.fromEntries(Object.entries(table).map(([lead, { words }]) => [lead, words]));
}

/** A piece of a lab.yaml. */
interface Example {
  steps?: Record<string, unknown>[];
  claims?: Record<string, unknown>;
  [key: string]: unknown;
}

type Pick = (lab: Example) => unknown[];

/** One of several mappings: each is explained by the words of the key that tells it from the others. */
function explainChoice(choice: JsonSchema | undefined, words: Record<string, Words>, pick: Pick): void {
  for (const option of choice?.anyOf ?? []) {
    const lead = leadOf(option);
    const isOwn = (value: unknown) => typeof value === 'object' && value !== null && lead in value;
    explain(option, lead, words, (lab) => pick(lab).filter(isOwn));
  }
}

function explain(schema: JsonSchema, key: string, words: Record<string, Words>, pick: Pick): void {
  const found = words[key];
  if (found === undefined) return;
  schema.description = found.description;
  schema.examples = pick(parse(found.example) as Example);
}

/** The first key of a mapping, which tells it from the others of a choice. */
function leadOf({ required = [] }: JsonSchema): string {
  return required[0] ?? '';
}
