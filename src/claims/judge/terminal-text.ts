import type { Terminal } from '../../record/run-record.ts';
import { firstIndex } from '../../text/lists.ts';

/** What a terminal's program printed, without the echo of what was typed into it. */
export interface TerminalText {
  text: string;
  /** The same with the echoes. */
  echoed: string;
  /** When the character before this index had come, ms since the run began. */
  timeAt(end: number): number;
}

/** When how much of a text had come. */
type Arrivals = readonly { atMs: number; end: number }[];

/** A part of a text that is taken out. */
interface Cut {
  start: number;
  end: number;
}

/**
 * Reads a terminal's log. CR LF is LF, as in other texts. Echoes are taken out up to their newline, so lines keep
 * their numbers.
 */
export function readTerminal(terminal: Terminal, log: Uint8Array): TerminalText {
  const { text: echoed, arrivals } = decode(terminal.chunks, log);
  const cuts = findEchoes(terminal.typed, echoed, arrivals);
  const kept = arrivals.map(({ atMs, end }) => ({ atMs, end: end - lengthBefore(cuts, end) }));
  return {
    text: without(echoed, cuts),
    echoed,
    timeAt: (end) => (kept[firstAfter(kept, end)] ?? kept.at(-1))?.atMs ?? terminal.beganMs,
  };
}

/**
 * Decodes chunk by chunk, so that the end of each is known in characters: chunks are told in bytes, and may end inside
 * a character or between CR and LF, which then comes with the next one.
 */
function decode(chunks: Terminal['chunks'], log: Uint8Array): { text: string; arrivals: Arrivals } {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const arrivals: { atMs: number; end: number }[] = [];
  // A log may be long: its text is put together once.
  const parts: string[] = [];
  let length = 0;
  let held = '';
  let from = 0;
  const take = (characters: string, isLast: boolean) => {
    const whole = (held + characters).replaceAll('\r\n', '\n');
    held = !isLast && whole.endsWith('\r') ? '\r' : '';
    length += whole.length - held.length;
    parts.push(held === '' ? whole : whole.slice(0, -1));
  };
  for (const [atMs, endByte] of chunks) {
    take(decoder.decode(log.subarray(from, endByte), { stream: true }), false);
    arrivals.push({ atMs, end: length });
    from = endByte;
  }
  take(decoder.decode(log.subarray(from)), true);
  return { text: parts.join(''), arrivals };
}

/**
 * A terminal shows what is typed into it at once, whether the program reads it or not. So the first place that shows a
 * line after it was typed is its echo, and only the next one is what the program printed: a client's line that comes
 * back once has been echoed by the terminal alone, and one that comes back twice has been answered. A program that has
 * turned the echo off loses its first answer here if that is the very line: the record can't tell them apart.
 */
function findEchoes(typed: Terminal['typed'], text: string, arrivals: Arrivals): Cut[] {
  const cuts: Cut[] = [];
  for (const { atMs, text: line } of typed) {
    // Ctrl-C and Ctrl-D are no lines: the terminal shows another form of them, or nothing.
    if (!line.endsWith('\n')) continue;
    const shown = arrivals.findLast((arrival) => arrival.atMs < atMs)?.end ?? 0;
    const start = text.indexOf(line, Math.max(shown, cuts.at(-1)?.end ?? 0));
    if (start >= 0) cuts.push({ start, end: start + line.length - 1 });
  }
  return cuts;
}

/** The index of the first arrival with which that much had come. */
function firstAfter(arrivals: Arrivals, end: number): number {
  return firstIndex(arrivals, (arrival) => arrival.end >= end);
}

function lengthBefore(cuts: readonly Cut[], index: number): number {
  return cuts.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, index) - start), 0);
}

function without(text: string, cuts: readonly Cut[]): string {
  if (cuts.length === 0) return text;
  const starts = [0, ...cuts.map(({ end }) => end)];
  return starts.map((start, i) => text.slice(start, cuts[i]?.start)).join('');
}
