// Writes labs/lab.schema.json, with which editors complete and check a lab.yaml.
import { writeFile } from 'node:fs/promises';
import { loadSource } from './load-source.mjs';

const { labJsonSchema } = await loadSource('src/lab/schema/json-schema.ts');
await writeFile('labs/lab.schema.json', `${JSON.stringify(labJsonSchema(), undefined, 2)}\n`);
