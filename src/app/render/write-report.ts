import { isUtf8 } from 'node:buffer';
import { basename, dirname, join } from 'node:path';
import { CRATE_FILE } from '../../archive/crate/crate.ts';
import { fillAnswers, isOnlyAnswered } from '../../edited/carry-answers.ts';
import type { Figure } from '../../figures/figures.ts';
import { FIGURE_CLASS } from '../../figures/style.ts';
import { look } from '../../files/inside.ts';
import { MOST } from '../../files/limits.ts';
import { namesInside } from '../../files/list.ts';
import { readInside, readInsideIfThere } from '../../files/read.ts';
import { removeInside } from '../../files/remove.ts';
import { createFile, type NewText, replaceFiles } from '../../files/replace.ts';
import { editedName } from '../../record/edited-name.ts';
import { cantWrite, makeOutFolder } from '../../record/folder.ts';
import { hashText } from '../../record/hash.ts';
import { withLock } from '../../record/lock.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { findAnswers } from '../../report/answers.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import type { Template } from '../inputs/templates.ts';
import type { openRecord } from '../record/open-report.ts';
import type { RenderedRecord } from '../record/render-record.ts';
import { keptFiles, staleInputs, withTemplate } from './kept.ts';

/** What became of the files. */
export interface Written {
  /** Nothing was different from what was there. */
  isSame: boolean;
  /** Where an edited file was put, from here. */
  edited?: string;
}

/** The record, and what is in report.md. */
type Recorded = ReturnType<typeof openRecord>;

interface Writing {
  report: Recorded;
  rendered: RenderedRecord;
  replace: boolean;
}

/** Writes report.md, its figures, the template that it was made with, and last the record that tells their hashes. */
export async function writeReport(writing: Writing & { template: Template }): Promise<Written> {
  const { report, rendered, replace, template } = writing;
  const { dir, record } = report;
  const { figures } = rendered;
  const file = join(dir, 'report.md');
  const { markdown, isCopied } = carryAnswers(report, { markdown: rendered.markdown, replace });
  const made = { path: 'report.md', bytes: Buffer.byteLength(rendered.markdown), sha256: hashText(rendered.markdown) };
  const fresh = { ...withTemplate(record, template), report: made };
  const kept = isCopied ? editedName(file) : undefined;
  // The record comes last: whoever finds the others without it sees the same template make the same report.md.
  const files: NewText[] = [
    ...keptFiles(template),
    ...figures,
    { path: 'report.md', text: markdown },
    ...(JSON.stringify(fresh) === JSON.stringify(record) ? [] : [recordFile(fresh)]),
  ];
  const stale = [...staleFigures(dir, figures), ...staleInputs(record, template)];
  const changed = onlyChanged(dir, files);
  try {
    await withLock(dir, async () => {
      keepCopy(file, kept);
      replaceFiles(dir, changed);
      removeInside(dir, stale);
      if (changed.length + stale.length > 0) await writeCrateAgain(dir, fresh);
    });
  } catch (error) {
    throw cantWrite(dir, error);
  }
  return { isSame: changed.length + stale.length === 0, ...(kept !== undefined && { edited: nearPath(kept) }) };
}

/**
 * The new text with what the author has answered. Refuses to replace other edits, unless that is asked for; `isCopied`:
 * the old text must be kept beside the new one, because something of it would be lost.
 */
function carryAnswers({ dir, bytes, record }: Recorded, { markdown, replace }: { markdown: string; replace: boolean }) {
  const sha256 = record.report?.sha256;
  if (bytes === undefined || [hashText(markdown), sha256].includes(hashText(bytes)))
    return { markdown, isCopied: false };
  const [file, text] = [join(dir, 'report.md'), bytes.toString('utf8')];
  // Of other bytes something would be lost.
  const answers = isUtf8(bytes) ? findAnswers(text, nearPath(file)) : [];
  const isAnswered = isOnlyAnswered(text, { answers, sha256 });
  if (!isAnswered && !replace) throw edited(file, ELSEWHERE);
  const filled = fillAnswers(markdown, { answers, from: text });
  return { markdown: filled.markdown, isCopied: !isAnswered || filled.lost.length > 0 };
}

/** Writes the Markdown to another file, and the pictures that it shows beside it. */
export async function writeBeside({ rendered, replace, out }: Writing & { out: string }): Promise<Written> {
  const { markdown, figures } = rendered;
  const [dir, name] = [dirname(out), basename(out)];
  makeOutFolder(dir);
  const there = readInsideIfThere(dir, name, MOST.textBytes)?.toString('utf8');
  const isOther = there !== undefined && there !== markdown;
  if (isOther && !replace)
    throw edited(out, 'Choose another file, or --replace: the one that is there is then kept beside the new one.');
  const kept = isOther ? editedName(out) : undefined;
  const files = [...figures, { path: name, text: markdown }];
  const changed = onlyChanged(dir, files);
  try {
    keepCopy(out, kept);
    replaceFiles(dir, changed);
  } catch (error) {
    throw cantWrite(dir, error);
  }
  return { isSame: changed.length === 0, ...(kept !== undefined && { edited: nearPath(kept) }) };
}

function recordFile(record: RunRecord): NewText {
  return { path: 'record.json', text: `${JSON.stringify(record, null, 2)}\n` };
}

function onlyChanged(dir: string, files: readonly NewText[]): NewText[] {
  return files.filter(({ path, text }) => readInsideIfThere(dir, path)?.toString('utf8') !== text);
}

/** It lists the figures, and the hash of the template. */
async function writeCrateAgain(dir: string, record: RunRecord): Promise<void> {
  if (look(dir, CRATE_FILE) === undefined) return;
  const { writeCrate } = await import('../record/write-crate.ts');
  writeCrate({ dir, record });
}

const ELSEWHERE =
  'Nothing was written. labreport update refreshes its evidence and keeps the rest; --out FILE writes elsewhere;\n' +
  '--replace keeps the edited one beside the new one.';

function edited(file: string, hint: string): LabreportError {
  return new LabreportError({
    code: 'report-edited',
    message: `${nearPath(file)} was edited after it was made, expected to replace only what nobody has edited`,
    hint,
  });
}

/** Byte for byte, whatever an editor wrote into it. */
function keepCopy(file: string, kept: string | undefined): void {
  if (kept !== undefined) createFile(kept, readInside(dirname(file), basename(file)));
}

/** Pictures that labreport once made for a report and that it no longer shows. Other people's stay where they are. */
function staleFigures(dir: string, figures: readonly Figure[]): string[] {
  const shown = new Set(figures.map(({ path }) => path));
  const names = namesInside(dir, 'figures');
  const stale: string[] = [];
  for (const path of names.map((name) => `figures/${name}`).filter((each) => !shown.has(each))) {
    const found = look(dir, path);
    if (found?.kind !== 'file' || found.bytes > MOST.pictureBytes) continue;
    const text = readInside(dir, path).toString('utf8');
    if (text.startsWith('<svg ') && text.slice(0, text.indexOf('>')).includes(` class="${FIGURE_CLASS}"`))
      stale.push(path);
  }
  return stale;
}
