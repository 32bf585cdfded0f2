import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptLab } from '../../src/lab/kept.ts';
import { parseLab } from '../../src/lab/parse.ts';

const root = join(import.meta.dirname, '../..');
const KEPT = join(root, 'dist', 'kept-labs');

const names = readdirSync(join(root, 'labs'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe('keptLab', () => {
  it.each(names)('%s is kept as it is read, frozen too', (name) => {
    const text = readFileSync(join(root, 'labs', name, 'lab.yaml'), 'utf8');
    const kept = keptLab({ text, name }, KEPT);
    expect(kept).toStrictEqual(parseLab({ text, file: 'lab.yaml', name }));
    expect(Object.isFrozen(kept?.steps[0])).toBe(true);
  });

  it('is for nobody who has changed a letter, or given it another name', () => {
    const text = readFileSync(join(root, 'labs/two-clients/lab.yaml'), 'utf8');
    expect(keptLab({ text: `${text} `, name: 'two-clients' }, KEPT)).toBeUndefined();
    expect(keptLab({ text, name: 'my-lab' }, KEPT)).toBeUndefined();
    expect(keptLab({ text, name: 'two-clients' })).toBeUndefined();
  });
});
