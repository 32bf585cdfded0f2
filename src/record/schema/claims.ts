import * as z from 'zod/mini';
import { type Claim, EXIT_SIGNALS, TCP_STATES } from '../../lab/types.ts';
import { line, lines, list, name, type Same, shape, whole, word } from './parts.ts';
import { packet, pattern, port } from './steps.ts';

const base = { id: name, says: line, line: whole(1) };
const count = shape({ atLeast: whole(), atMost: whole() });
const counted = shape({ ...packet, count });
const ofCapture = { ...base, capture: name, of: z.exactOptional(name) };

function kind<const T extends string>(text: T) {
  return z.literal(text, { error: JSON.stringify(text) });
}

const socket = shape({
  state: z.exactOptional(word(TCP_STATES)),
  port: z.exactOptional(port),
  peer: z.exactOptional(lines),
  peerPort: z.exactOptional(port),
  program: z.exactOptional(lines),
  count,
});
const process = shape({ program: z.exactOptional(lines), state: z.exactOptional(line), count });

const event = z.discriminatedUnion(
  'kind',
  [
    shape({ kind: kind('shows'), terminal: name, text: pattern }),
    shape({ kind: kind('ends'), evidence: name }),
    shape({ kind: kind('stops'), terminal: name }),
    shape({ kind: kind('begins'), evidence: name }),
    shape({ kind: kind('typed'), terminal: name, text: line }),
    shape({ kind: kind('packet'), capture: name, match: shape(packet) }),
  ],
  { error: 'one of shows, ends, stops, begins, typed, packet' },
);

const EXIT = 'an exit status from 0 to 255 or a signal such as SIGINT';
const CONNECTIONS = '"every", "some" or a number';

/** A claim of the lab that was run. */
export const claim = z.discriminatedUnion(
  'kind',
  [
    shape({ kind: kind('sockets'), ...base, moment: name, sockets: list(socket, 'sockets') }),
    shape({ kind: kind('processes'), ...base, moment: name, processes: list(process, 'processes') }),
    shape({ kind: kind('packets'), ...ofCapture, packets: list(counted, 'packets') }),
    shape({
      kind: kind('conversation'),
      ...ofCapture,
      sequence: list(shape(packet), 'packets'),
      connections: z.union([word(['every', 'some']), whole()], { error: CONNECTIONS }),
    }),
    shape({ kind: kind('text'), ...base, in: name, shows: list(pattern, 'texts'), lacks: list(pattern, 'texts') }),
    shape({
      kind: kind('exit'),
      ...base,
      of: name,
      exit: z.union([whole(0, 255), word(EXIT_SIGNALS)], { error: EXIT }),
    }),
    shape({ kind: kind('order'), ...base, order: list(event, 'events') }),
    shape({ kind: kind('command'), ...base, command: lines }),
  ],
  { error: 'one of sockets, processes, packets, conversation, text, exit, order, command' },
);

// A signal is any text there, so that a lab can be read without the list of them.
type Read = z.infer<typeof claim>;
true satisfies Read extends Claim ? true : false;
true satisfies Same<Exclude<Read, { kind: 'exit' }>, Exclude<Claim, { kind: 'exit' }>>;
