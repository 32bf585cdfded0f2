import type { NewText } from '../../files/replace.ts';
import { hashText } from '../../record/hash.ts';
import type { FileHash, RunRecord } from '../../record/run-record.ts';
import type { Template } from '../inputs/templates.ts';

const PARTIALS = 'lab/partials/';
const KEPT_PARTIAL = /^lab\/partials\/[^/]+\.hbs$/;

/** The template and its partials as a report keeps them, so that it can be made again. */
export function keptFiles({ text, partials }: Template): NewText[] {
  const bodies = Object.entries(partials).map(([name, body]) => ({ path: `${PARTIALS}${name}.hbs`, text: body }));
  return [{ path: 'lab/template.md.hbs', text }, ...bodies];
}

/** The record with the hashes of the template that the report is made with now. */
export function withTemplate(record: RunRecord, template: Template): RunRecord {
  const hashes = keptFiles(template).map(({ path, text }): FileHash => {
    return { path, bytes: Buffer.byteLength(text), sha256: hashText(text) };
  });
  const others = record.inputs.filter(({ path }) => !isTemplate(path));
  const inputs = [...others, ...hashes].sort((one, other) => (one.path < other.path ? -1 : 1));
  return { ...record, inputs };
}

/** Partials that the report kept and has no use for any more. What else an edited record names there is somebody's own. */
export function staleInputs({ inputs }: RunRecord, template: Template): string[] {
  const kept = new Set(keptFiles(template).map(({ path }) => path));
  return inputs.map(({ path }) => path).filter((path) => KEPT_PARTIAL.test(path) && !kept.has(path));
}

function isTemplate(path: string): boolean {
  return path === 'lab/template.md.hbs' || path.startsWith(PARTIALS);
}
