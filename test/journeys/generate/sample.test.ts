import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecord } from '../../../src/record/read-record.ts';
import { SAMPLE } from '../../sample.ts';

const dir = SAMPLE;

describe.runIf(existsSync(dir))('the sample report', () => {
  test('is made again from its record, byte for byte', async () => {
    const { renderRecord } = await import('../../../src/app/record/render-record.ts');
    const { keptTemplate } = await import('../../../src/app/inputs/kept-template.ts');
    const record = readRecord(dir);
    const { markdown, figures } = renderRecord({ record, dir, template: await keptTemplate(dir) });
    expect(markdown).toBe(readFileSync(join(dir, 'report.md'), 'utf8'));
    for (const { path, text } of figures) expect(text, path).toBe(readFileSync(join(dir, path), 'utf8'));
  });
});
