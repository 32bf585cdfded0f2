import type { Evidence, Exit } from '../record/types.ts';
import { makeVisible } from '../text/visible.ts';
import type { Call } from './call.ts';
import { Missing } from './captured.ts';
import { formatDateTime } from './clock.ts';
import { type Excerpt, LINE_OPTIONS, takeExcerpt } from './excerpt.ts';
import { type Piece, wholeLog } from './lines.ts';
import { escapeText, formatLink, formatNote } from './markdown.ts';
import type { Part } from './placeholders.ts';
import { findOutput, type Helper, leaveBlock, type Report } from './report.ts';
import { type Shortened, shorten } from './shorten.ts';
import { formatCount, formatQuantity, formatRanges } from './words.ts';

/** Stands in a block where lines are left out. */
const LEAP = '⋮';

/** Takes the part of a log that a template asks for; undefined when it asks for all. */
export type Selector<E extends Evidence> = (source: {
  report: Report;
  call: Call;
  evidence: E;
  bytes: Uint8Array;
}) => Excerpt | undefined;

interface Showing<E extends Evidence> {
  /** The evidence's name, by the helper's arguments. */
  id: (call: Call) => string;
  /** How many arguments the helper takes; 1 unless told otherwise. */
  args?: number;
  options?: readonly string[];
  select?: Selector<E>;
}

/** A helper that shows one evidence of this kind the way a terminal shows it. */
export function showEvidence<K extends Evidence['kind']>(
  kind: K,
  { id, args = 1, options = LINE_OPTIONS, select = takeExcerpt }: Showing<Extract<Evidence, { kind: K }>>,
): Helper {
  return (report, call) => {
    call.expect({ args, options });
    const evidence = findOutput(report, call, { id: id(call), kinds: [kind] });
    if (evidence instanceof Missing) return leaveUnavailable(report, call, { id: id(call), reason: evidence.reason });
    const bytes = report.read(evidence.log);
    return leaveEvidence(report, call, { evidence, bytes, excerpt: select({ report, call, evidence, bytes }) });
  };
}

function leaveUnavailable(report: Report, call: Call, { id, reason }: { id: string; reason: string }): string {
  const note = formatNote('Not available', escapeText(reason));
  return leaveBlock(report, call, { parts: [{ markdown: note }], about: id });
}

interface Shown {
  evidence: Evidence;
  bytes: Uint8Array;
  excerpt: Excerpt | undefined;
}

function leaveEvidence(report: Report, call: Call, { evidence, bytes, excerpt }: Shown): string {
  const pieces = excerpt?.pieces ?? wholeLog(bytes);
  const short = shorten(bytes, pieces);
  const shown = short === undefined ? pieces : [...short.head, ...short.tail];
  const value = [headLine(evidence), ...readPieces({ evidence, bytes, excerpt }, short, shown)].join('\n');
  const caption = [
    formatExit(evidence.exit),
    formatDropped(evidence),
    excerpt === undefined && pieces.length === 0 ? 'It printed nothing.' : '',
    formatShown({ evidence, bytes, excerpt }, short, shown),
  ].filter((sentence) => sentence !== '');
  const parts: Part[] = [{ code: value }];
  if (caption.length > 0) parts.push({ markdown: caption.join(' ') });
  return leaveBlock(report, call, { parts, about: evidence.id });
}

/** "[2026-10-08, 13:15:23] netstat -ptan", in the local time of the run. */
function headLine({ startedAt, command }: Evidence): string {
  return makeVisible(`[${formatDateTime(startedAt)}] ${command}`);
}

function readPieces({ evidence, bytes, excerpt }: Shown, short: Shortened | undefined, shown: Piece[]): string[] {
  const terminal = evidence.kind === 'terminal' || evidence.kind === 'capture';
  return shown.flatMap((piece, i) => {
    const text = makeVisible(bytes.subarray(piece.start, piece.end), { terminal });
    const isLeap = i > 0 && (i === short?.head.length || (excerpt?.marksLeaps ?? false));
    return isLeap ? [LEAP, text] : [text];
  });
}

/** What a reader must know of how it ended: Ctrl-C and status 0 go without saying. */
function formatExit(exit: Exit | undefined): string {
  if (exit === undefined) return '';
  if ('signal' in exit) return exit.signal === 'SIGINT' ? '' : `Ended by ${escapeText(exit.signal)}.`;
  return exit.status === 0 ? '' : `Ended with status ${exit.status}.`;
}

function formatDropped(evidence: Evidence): string {
  const dropped = evidence.kind === 'capture' ? (evidence.packets?.dropped ?? 0) : 0;
  return dropped === 0 ? '' : `The kernel dropped ${formatQuantity(dropped, 'packet')}.`;
}

function formatShown({ evidence, bytes, excerpt }: Shown, short: Shortened | undefined, shown: Piece[]): string {
  if (excerpt === undefined && short === undefined) return '';
  const total = excerpt?.totalLines ?? shown.at(-1)?.lastLine ?? 0;
  const reason = excerpt?.reason === undefined ? '' : ` (${excerpt.reason})`;
  const says = (short === undefined ? excerpt?.says : undefined) ?? `${formatPlaces(shown, { total, bytes })}${reason}`;
  return `${says}${formatLeftOut(short)}; the whole is in ${formatLink(evidence.log)}.`;
}

/** "Lines 3 to 9 of 24"; told in bytes where a line is cut. */
function formatPlaces(shown: Piece[], { total, bytes }: { total: number; bytes: Uint8Array }): string {
  if (shown.length === 0) return `None of ${formatQuantity(total, 'line')}`;
  const isCut = shown.some(({ cut }) => cut === true);
  const ranges = shown.map(({ firstLine, lastLine, start, end }) =>
    isCut ? { first: start + 1, last: end } : { first: firstLine, last: lastLine },
  );
  const isOne = ranges.length === 1 && ranges[0]?.first === ranges[0]?.last;
  const unit = `${isCut ? 'Byte' : 'Line'}${isOne ? '' : 's'}`;
  return `${unit} ${formatRanges(ranges)} of ${formatCount(isCut ? bytes.length : total)}`;
}

function formatLeftOut(short: Shortened | undefined): string {
  if (short === undefined) return '';
  const { lines, bytes } = short.leftOut;
  const size = formatQuantity(bytes, 'byte');
  const what = lines === 0 ? size : `${formatQuantity(lines, 'line')} (${size})`;
  return `; ${what} left out at the ${LEAP}`;
}
