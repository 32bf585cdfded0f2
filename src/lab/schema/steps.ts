import * as z from 'zod/mini';
import { PACKET_PROTOCOLS, PROCESS_STATES, STOP_SIGNALS } from '../types.ts';
import {
  choice,
  described,
  flagsSchema,
  limitSchema,
  line,
  mapping,
  name,
  nameOf,
  number,
  pattern,
  port,
  stateSchema,
  text,
  word,
} from './parts.ts';

const limit = z.exactOptional(limitSchema);
const on = nameOf('Host on which it happens');

/** Keys that say what a packet looks like. */
export const packetShape = {
  flags: z.exactOptional(flagsSchema),
  from: z.exactOptional(nameOf('Sender: a host, or client (it opened the connection) or server')),
  to: z.exactOptional(nameOf('Receiver: a host, or client or server')),
  payload: z.exactOptional(text('Text that the payload contains')),
  protocol: z.exactOptional(word(PACKET_PROTOCOLS, 'Protocol')),
  port: z.exactOptional(port('Port of the sender or the receiver')),
};

const processState = word(PROCESS_STATES, "First letter of ps's STAT column, e.g. Z for a zombie");

/** Keys that say which processes are meant. */
export const processShape = {
  program: z.exactOptional(text('Program name without its folder')),
  state: z.exactOptional(processState),
};

const open = mapping({
  open: name('Id of the terminal'),
  on,
  program: z.exactOptional(nameOf('Program that the terminal runs, one of programs')),
  run: z.exactOptional(text('Command line that the terminal runs, where it is none of programs')),
  until: z.exactOptional(pattern('Wait until the terminal shows this')),
  limit,
});

const capture = mapping({
  capture: name('Id of the capture'),
  on,
  network: z.exactOptional(nameOf("Network whose interface is captured; the host's first when absent")),
  options: z.exactOptional(line('tcpdump options, e.g. -n')),
  filter: z.exactOptional(text('Which packets: a pcap-filter(7) expression')),
  limit,
});

const type = mapping({
  type: line('Line that is typed'),
  into: nameOf('Id of the terminal'),
  until: z.exactOptional(pattern("Wait until this comes back, after the line's own echo")),
  limit,
});

const moment = mapping({
  moment: name('Id of the moment'),
  on,
  program: z.exactOptional(nameOf('Program that is run to its end, one of programs')),
  run: z.exactOptional(text('Command that is run to its end, where it is none of programs')),
  limit,
});

const stop = mapping({
  stop: nameOf('Id of the terminal or capture'),
  with: z.exactOptional(word(STOP_SIGNALS, 'How; Ctrl-C when absent')),
  limit,
});

const waitFor = choice([
  mapping({
    text: pattern('What the terminal must show'),
    on: nameOf('Id of the terminal'),
  }),
  mapping({
    sockets: nameOf('Host whose TCP sockets are counted'),
    state: stateSchema,
    port: z.exactOptional(port('Local or remote port of the sockets')),
    unread: z.exactOptional(number("Bytes that no program has read yet (netstat's Recv-Q)")),
    count: number('How many there must be'),
  }),
  mapping({
    packets: nameOf('Id of the capture'),
    ...packetShape,
    count: z.exactOptional(number('How many there must be at least; 1 when absent', 1)),
  }),
  mapping({
    processes: nameOf('Host whose processes are counted'),
    program: text('Program name without its folder'),
    state: z.exactOptional(processState),
    count: number('How many there must be'),
  }),
]);

const wait = mapping({ wait: described(waitFor, 'Event that is waited for'), limit });

/** One step: its first key is what is done. */
export const stepSchema = choice([open, capture, type, moment, stop, wait]);

export type RawStep = z.infer<typeof stepSchema>;
export type RawWait = z.infer<typeof waitFor>;
export type RawPacket = z.infer<z.ZodMiniObject<typeof packetShape, z.core.$strict>>;
