import { formatDateTime } from '../../language/clock.ts';
import type { Language } from '../../language/language.ts';
import { escapeText, formatLink, formatNote } from '../../markdown/markdown.ts';
import type { Evidence, Exit } from '../../record/run-record.ts';
import type { Call } from '../../template/call.ts';
import { Missing } from '../../template/captured.ts';
import type { Part } from '../../template/placeholders.ts';
import { makeVisible } from '../../text/visible.ts';
import { findOutput, type Helper, leaveBlock, type Report } from '../report.ts';
import { formatRanges } from '../words.ts';
import { type Excerpt, LINE_OPTIONS, takeExcerpt } from './excerpt.ts';
import { type Piece, wholeLog } from './lines.ts';
import { type Shortened, shorten } from './shorten.ts';

type Words = Language['report'];

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
  const note = formatNote(report.language.report.notes.notAvailable, escapeText(reason));
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
  const words = report.language.report;
  const caption = [
    evidence.limit === undefined ? formatExit(evidence.exit, words) : report.language.confinement.ended(evidence.limit),
    formatDropped(evidence, words),
    excerpt === undefined && pieces.length === 0 ? words.printedNothing : '',
    formatShown({ evidence, bytes, excerpt }, { short, shown, language: report.language }),
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
function formatExit(exit: Exit | undefined, words: Words): string {
  if (exit === undefined) return '';
  if ('signal' in exit) return exit.signal === 'SIGINT' ? '' : words.endedBy(escapeText(exit.signal));
  return exit.status === 0 ? '' : words.endedWith(exit.status);
}

function formatDropped(evidence: Evidence, words: Words): string {
  const dropped = evidence.kind === 'capture' ? (evidence.packets?.dropped ?? 0) : 0;
  return dropped === 0 ? '' : words.dropped(dropped);
}

interface Told {
  short: Shortened | undefined;
  shown: Piece[];
  language: Language;
}

function formatShown({ evidence, bytes, excerpt }: Shown, { short, shown, language }: Told): string {
  if (excerpt === undefined && short === undefined) return '';
  const words = language.report;
  const total = excerpt?.totalLines ?? shown.at(-1)?.lastLine ?? 0;
  const reason = excerpt?.reason === undefined ? '' : ` (${excerpt.reason})`;
  const places = () => `${formatPlaces(shown, { total, bytes, language })}${reason}`;
  const says = (short === undefined ? excerpt?.says : undefined) ?? places();
  const leftOut = short === undefined ? [] : [words.leftOut({ ...short.leftOut, mark: LEAP })];
  return `${[says, ...leftOut, words.wholeIn(formatLink(evidence.log))].join('; ')}.`;
}

/** "Lines 3 to 9 of 24"; told in bytes where a line is cut. */
function formatPlaces(
  shown: Piece[],
  { total, bytes, language }: { total: number; bytes: Uint8Array; language: Language },
): string {
  if (shown.length === 0) return language.report.noLines(total);
  const isCut = shown.some(({ cut }) => cut === true);
  const ranges = shown.map(({ firstLine, lastLine, start, end }) =>
    isCut ? { first: start + 1, last: end } : { first: firstLine, last: lastLine },
  );
  const isOne = ranges.length === 1 && ranges[0]?.first === ranges[0]?.last;
  const at = { numbers: formatRanges(ranges, language), isOne, total: isCut ? bytes.length : total };
  return language.report.places(isCut ? 'byte' : 'line', at);
}
