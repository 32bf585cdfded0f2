import type { TextPattern } from '../text/pattern.ts';
import { regexIn } from './schema/parts.ts';
import type { RawPacket, RawStep, RawWait } from './schema/steps.ts';
import type { PacketPattern, Program, Step, TcpFlag, WaitFor } from './types.ts';

const DEFAULT_LIMIT_MS = 10_000;

/** A step as the scenario runs it. */
export function buildStep(raw: RawStep, { line, programs }: { line: number; programs: Record<string, Program> }): Step {
  const base = { line, limitMs: limitMs(raw.limit) };
  if ('open' in raw) {
    return { verb: 'open', id: raw.open, on: raw.on, ...command(raw, programs), ...until(raw), ...base };
  }
  if ('capture' in raw) {
    const { capture: id, limit: _, ...rest } = raw;
    return { verb: 'capture', id, ...rest, ...base };
  }
  if ('type' in raw) {
    return { verb: 'type', text: raw.type, into: raw.into, ...until(raw), ...base };
  }
  if ('moment' in raw) return { verb: 'moment', id: raw.moment, on: raw.on, ...command(raw, programs), ...base };
  if ('stop' in raw) return { verb: 'stop', id: raw.stop, with: raw.with ?? 'Ctrl-C', ...base };
  return { verb: 'wait', for: buildWait(raw.wait), ...base };
}

function command({ run = '', program }: { run?: string; program?: string }, programs: Record<string, Program>) {
  return program === undefined ? { run } : { run: programs[program]?.run ?? '', program };
}

function until(raw: { until?: string }): { until?: TextPattern } {
  return raw.until === undefined ? {} : { until: buildPattern(raw.until) };
}

function buildWait(raw: RawWait): WaitFor {
  if ('text' in raw) return { kind: 'text', terminal: raw.on, text: buildPattern(raw.text) };
  if ('sockets' in raw) {
    const { sockets: host, port, ...rest } = raw;
    return { kind: 'sockets', host, ...rest, ...portText({ port }) };
  }
  if ('packets' in raw) {
    const { packets: capture, count = 1, ...match } = raw;
    return { kind: 'packets', capture, match: buildPacket(match), count };
  }
  const { processes: host, ...rest } = raw;
  return { kind: 'processes', host, ...rest };
}

/** A packet pattern with its flags as a list and its port as a text. */
export function buildPacket({ flags, port, ...rest }: RawPacket): PacketPattern {
  const list = typeof flags === 'string' ? (flags.split(' ') as TcpFlag[]) : flags;
  return { ...rest, ...(list === undefined ? {} : { flags: list }), ...portText({ port }) };
}

/** A port as the text that it is after its reference is expanded. */
export function portText({ port }: { port: number | string | undefined }): { port?: string } {
  return port === undefined ? {} : { port: String(port) };
}

/** The pattern that a text in lab.yaml stands for. */
export function buildPattern(text: string): TextPattern {
  const regex = regexIn(text);
  return regex === undefined ? { literal: text } : { regex };
}

function limitMs(limit: number | string | undefined): number {
  if (limit === undefined) return DEFAULT_LIMIT_MS;
  if (typeof limit === 'number') return Math.round(limit * 1000);
  const amount = Number.parseFloat(limit);
  return limit.endsWith('ms') ? amount : Math.round(amount * 1000);
}
