import * as z from 'zod/mini';
import { EXIT_SIGNALS } from '../types.ts';
import {
  choice,
  count,
  described,
  line,
  listOf,
  mapping,
  nameOf,
  number,
  pattern,
  port,
  sentence,
  stateSchema,
  text,
} from './parts.ts';
import { packetShape, processShape } from './steps.ts';

const says = sentence('The sentence that readers see, without a full stop');
const moment = nameOf('Id of the moment that shows it');
const packet = mapping(packetShape);
const sequence = described(listOf(packet, 'packets'), 'Packets that follow one another; others may lie between them');

const ofCapture = {
  says,
  capture: nameOf('Id of the capture that shows it'),
  of: z.exactOptional(nameOf("Only the connection that this terminal's program opened")),
};

function list<S extends z.core.$ZodType>(item: S, phrase: string, description: string) {
  return described(listOf(item, phrase), description);
}

const sockets = mapping({
  sockets: list(
    mapping({
      state: z.exactOptional(stateSchema),
      port: z.exactOptional(port('Local port')),
      peer: z.exactOptional(text('Remote host or IPv4 address')),
      'peer-port': z.exactOptional(port('Remote port')),
      program: z.exactOptional(text('Program that owns the socket, without its folder')),
      count: z.exactOptional(count('How many')),
    }),
    'socket expectations',
    'How many sockets of which kind the moment shows',
  ),
  says,
  moment,
});

const processes = mapping({
  processes: list(
    mapping({ ...processShape, count: z.exactOptional(count('How many')) }),
    'process expectations',
    'How many processes of which kind the moment shows',
  ),
  says,
  moment,
});

const packets = mapping({
  packets: list(
    mapping({ ...packetShape, count: z.exactOptional(count('How many')) }),
    'packet expectations',
    'How many packets of which kind the capture shows',
  ),
  ...ofCapture,
});

const never = mapping({
  never: described(
    z.union([packet, listOf(packet, 'packets')], { error: 'a packet or a list of packets' }),
    'Packets that the capture must not show',
  ),
  ...ofCapture,
});

const everyConnection = mapping({ 'every-connection': sequence, ...ofCapture });
const someConnection = mapping({ 'some-connection': sequence, ...ofCapture });
const connections = mapping({
  connections: sequence,
  exactly: number('How many connections show the packets'),
  ...ofCapture,
});

const patterns = (description: string) => {
  const one = pattern(description);
  return described(
    z.union([one, listOf(one, 'texts')], { error: 'a text, a /regular expression/ or a list of them' }),
    `${description}: a text, a /regular expression/ or a list of them`,
  );
};
const inEvidence = nameOf('Id of the terminal or moment, or build');
const lacks = patterns('What it must not show');

const shows = mapping({
  shows: patterns('What it must show, one after the other'),
  says,
  in: inEvidence,
  lacks: z.exactOptional(lacks),
});
const lacksOnly = mapping({ lacks, says, in: inEvidence });

const EXIT_PHRASE = 'an exit status from 0 to 255 or a signal such as SIGINT';

const exit = mapping({
  'exit-of': nameOf('Id of the terminal, moment or capture, or build'),
  is: described(
    z.union(
      [
        z
          .int({ error: EXIT_PHRASE })
          .check(z.minimum(0, { error: EXIT_PHRASE }), z.maximum(255, { error: EXIT_PHRASE })),
        z.enum(EXIT_SIGNALS, { error: EXIT_PHRASE }),
      ],
      { error: EXIT_PHRASE },
    ),
    'How it ended: its exit status, or the signal that ended it',
  ),
  says,
});

const eventSchema = choice([
  mapping({ typed: line('Line that was typed'), into: nameOf('Id of the terminal') }),
  mapping({ shows: pattern('What the terminal shows'), on: nameOf('Id of the terminal') }),
  mapping({ ends: nameOf('Id of what ends') }),
  mapping({ stops: nameOf('Id of the terminal that a stop step stops') }),
  mapping({ begins: nameOf('Id of what begins') }),
  mapping({
    packet: described(
      mapping({ capture: nameOf('Id of the capture'), ...packetShape }),
      'The first packet of the capture that looks like this',
    ),
  }),
]);

const order = mapping({
  order: described(listOf(eventSchema, 'events'), 'Events that happen one after the other'),
  says,
});

const command = mapping({
  command: text("Command of the lab's own that gets the record's path: status 0 held, 1 failed, others not testable"),
  says,
});

/** One claim: the key beside `says` and the evidence's id tells its kind. */
export const claimSchema = choice([
  sockets,
  processes,
  packets,
  never,
  everyConnection,
  someConnection,
  connections,
  shows,
  lacksOnly,
  exit,
  order,
  command,
]);

export type RawClaim = z.infer<typeof claimSchema>;
export type RawEvent = z.infer<typeof eventSchema>;
