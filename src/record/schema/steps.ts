import * as z from 'zod/mini';
import { PACKET_PROTOCOLS, STOP_SIGNALS, type Step, TCP_FLAGS, TCP_STATES } from '../../lab/types.ts';
import { line, lines, list, name, type Same, shape, whole, word } from './parts.ts';

/** An hour: no step may wait longer. */
const MOST_MS = 3_600_000;

const PATTERN = 'a text to look for: { literal } or { regex }';
export const pattern = z.union([shape({ literal: lines }), shape({ regex: lines })], { error: PATTERN });

const PORT = 'a port, or a reference in $' + '{...}';
/** A number, or a reference to one. */
export const port = z.string({ error: PORT }).check(z.regex(/^(\d{1,5}|\$\{[^${}]{1,80}\})$/, { error: PORT }));

/** What a packet must look like. */
export const packet = {
  from: z.exactOptional(name),
  to: z.exactOptional(name),
  flags: z.exactOptional(list(word(TCP_FLAGS), 'flags')),
  payload: z.exactOptional(lines),
  protocol: z.exactOptional(word(PACKET_PROTOCOLS)),
  port: z.exactOptional(port),
};

const base = {
  line: whole(1),
  limitMs: z
    .number({ error: 'a time in ms up to an hour' })
    .check(
      z.minimum(0, { error: 'a time in ms up to an hour' }),
      z.maximum(MOST_MS, { error: 'a time in ms up to an hour' }),
    ),
};

const command = { run: lines, program: z.exactOptional(name) };

function kind<const T extends string>(text: T) {
  return z.literal(text, { error: JSON.stringify(text) });
}

const waitFor = z.discriminatedUnion(
  'kind',
  [
    shape({ kind: kind('text'), terminal: name, text: pattern }),
    shape({
      kind: kind('sockets'),
      host: name,
      state: word(TCP_STATES),
      port: z.exactOptional(port),
      unread: z.exactOptional(whole()),
      count: whole(),
    }),
    shape({ kind: kind('packets'), capture: name, match: shape(packet), count: whole() }),
    shape({ kind: kind('processes'), host: name, program: lines, state: z.exactOptional(line), count: whole() }),
  ],
  { error: 'one of text, sockets, packets, processes' },
);

/** A step of the lab that was run. */
export const step = z.discriminatedUnion(
  'verb',
  [
    shape({ verb: kind('open'), id: name, on: name, ...command, until: z.exactOptional(pattern), ...base }),
    shape({
      verb: kind('capture'),
      id: name,
      on: name,
      network: z.exactOptional(name),
      options: z.exactOptional(line),
      filter: z.exactOptional(lines),
      ...base,
    }),
    shape({ verb: kind('type'), text: line, into: name, until: z.exactOptional(pattern), ...base }),
    shape({ verb: kind('moment'), id: name, on: name, ...command, ...base }),
    shape({ verb: kind('stop'), id: name, with: word(STOP_SIGNALS), ...base }),
    shape({ verb: kind('wait'), for: waitFor, ...base }),
  ],
  { error: 'one of open, capture, type, moment, stop, wait' },
);

true satisfies Same<z.infer<typeof step>, Step>;
