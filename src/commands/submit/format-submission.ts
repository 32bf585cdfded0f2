import type { Packed } from '../../app/submit/packed.ts';
import { judgeSubmission, type Submission } from '../../app/submit/submit-report.ts';
import type { FileHash } from '../../record/run-record.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { toJson } from '../print/json.ts';
import { paint } from '../print/paint.ts';
import { formatAgreed, formatHeld } from '../print/verdict-text.ts';

/** As many files that were left out are named. */
const NAMED = 10;

/** What a submit found and packed, for people. */
export function formatSubmission(submission: Submission): string {
  const { problems, packed, added, name, checked } = submission;
  const wrong = problems.map(
    ({ message, mend }) => `${paint('red', '✗')} ${makeVisibleLine(message)}\n    ${makeVisibleLine(mend)}`,
  );
  const filled = added.length === 0 ? '' : `Written into ${name}/report.md and record.json: ${added.join(', ')}.`;
  const sums = [formatHeld(checked.verdicts), formatAgreed(checked.crossChecks)].filter((sum) => sum !== '');
  const mark = judgeSubmission(submission) === 'held' ? paint('green', '✓') : paint('yellow', '!');
  const sound = problems.length === 0 ? `${mark} ${name}: ${['nothing is wrong', ...sums].join(', ')}` : '';
  const blocks = [filled, wrong.join('\n'), sound, packed === undefined ? refused(submission) : formatPacked(packed)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function refused({ problems, name }: Submission): string {
  const count = problems.length === 1 ? '1 thing is' : `${problems.length} things are`;
  return `Not packed: ${count} wrong. To hand it in all the same: labreport submit ${name} --anyway`;
}

function formatPacked({ file, bytes, sha256, folder, files, leftOut }: Packed): string {
  const width = Math.max(...summarise(files).map(({ name }) => name.length));
  const lines = summarise(files).map(({ name, size, count }) => {
    const of = count === undefined ? '' : `  ${count} ${count === 1 ? 'file' : 'files'}`;
    return `  ${name.padEnd(width)}  ${formatSize(size).padStart(9)}${of}`;
  });
  const head = `${makeVisibleLine(file)}: ${formatSize(bytes)}, ${files.length} files in ${folder}/`;
  return [head, ...lines, ...formatLeftOut(leftOut), `sha256 ${sha256}`].join('\n');
}

/** Files of the first level by name, folders as a whole. */
function summarise(files: readonly FileHash[]): { name: string; size: number; count?: number }[] {
  const folders = new Map<string, { name: string; size: number; count: number }>();
  const single: { name: string; size: number }[] = [];
  for (const { path, bytes } of files) {
    const [top = '', below] = path.split('/');
    if (below === undefined) single.push({ name: makeVisibleLine(path), size: bytes });
    else {
      const { size = 0, count = 0 } = folders.get(top) ?? {};
      folders.set(top, { name: `${makeVisibleLine(top)}/`, size: size + bytes, count: count + 1 });
    }
  }
  return [...single, ...folders.values()];
}

function formatLeftOut(leftOut: Packed['leftOut']): string[] {
  const unknown = leftOut.filter(({ why }) => why === 'unknown').map(({ path }) => makeVisibleLine(path));
  const odd = leftOut.filter(({ why }) => why === 'odd').map(({ path }) => makeVisibleLine(path));
  return [
    ...(unknown.length === 0
      ? []
      : [`Left out, since they are no part of the report (--add PATH packs one): ${list(unknown)}`]),
    ...(odd.length === 0
      ? []
      : [
          `Left out, since they are links, pipes, devices, or have names that can’t be unpacked everywhere: ${list(odd)}`,
        ]),
  ];
}

function list(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `${names.slice(0, NAMED).join(', ')}${more}`;
}

function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}

/** The same for programs. */
export function formatSubmissionJson(submission: Submission): string {
  const { name, problems, added, packed } = submission;
  const whole = judgeSubmission(submission);
  const archive = packed && { file: packed.file, bytes: packed.bytes, sha256: packed.sha256, folder: packed.folder };
  const result = {
    report: name,
    sound: whole === 'held',
    whole,
    problems,
    added,
    ...(packed && { archive, files: packed.files, leftOut: packed.leftOut }),
  };
  return toJson(result, { indent: 2 });
}
