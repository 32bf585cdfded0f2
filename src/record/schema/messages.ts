import * as z from 'zod/mini';
import { list, type Same, shape, whole, word } from '../../lab/schema/recorded.ts';
import { PACKET_PROTOCOLS } from '../../lab/terms.ts';
import type { RunMessage } from '../../messages/message.ts';
import type { RunMessages } from '../../messages/run.ts';
import { anyText, exit, MOST_MS } from './parts.ts';

const MOST_S = MOST_MS / 1000;
const SECONDS = `a time in seconds, from 0 to ${MOST_S}`;
const duration = z
  .number({ error: SECONDS })
  .check(z.minimum(0, { error: SECONDS }), z.maximum(MOST_S, { error: SECONDS }));
const seconds = shape({ seconds: duration });
const none = shape({});
const text = z.exactOptional(anyText);

/** RFC 9293, section 3.1. */
const MOST_PORT = 65_535;
/** PID_MAX_LIMIT of a 64-bit Linux. */
const MOST_PID = 4_194_304;

/** What a packet looks like in a message, as the lab named it. */
const packet = shape({
  from: text,
  to: text,
  flags: z.exactOptional(list(anyText, 'flags')),
  payload: text,
  protocol: z.exactOptional(word(PACKET_PROTOCOLS)),
  port: text,
});

/** Any of these messages has no other message in it. */
const simple = {
  said: shape({ text: anyText }),

  sharedDevice: none,
  sharedMachine: none,
  noHostNames: none,
  offloaded: none,
  driverUnusable: shape({ driver: anyText, why: anyText }),

  fixedMacs: none,
  ownHostsFile: none,
  plainPackets: none,
  tcpPinned: none,
  ownProcessIds: none,
  ownFiles: none,
  congestionControl: shape({ algorithm: anyText }),
  sharedFiles: none,

  textOn: shape({ text: anyText, terminal: anyText }),
  captureBegins: none,
  captureWhole: shape({ capture: anyText }),
  enoughMachine: none,
  programBegins: shape({ terminal: anyText }),
  programEnds: shape({ terminal: anyText, by: anyText }),
  commandEnds: shape({ command: anyText, host: anyText }),
  socketsIn: shape({ count: whole(), state: anyText, host: anyText }),
  packetsLike: shape({ count: whole(), capture: anyText, match: packet }),
  processesOf: shape({ count: whole(), program: anyText, state: text, host: anyText }),
  noOption: none,
  pcapFilter: none,
  givenBefore: none,
  typedLine: shape({ terminal: anyText }),

  noAnswer: none,
  tcpdumpEnded: shape({ exit }),
  tcpdumpLimited: shape({ limit: anyText }),
  programRan: seconds,
  programEnded: shape({ exit }),
  programLimited: shape({ limit: anyText }),
  portHeld: shape({
    port: whole(0, MOST_PORT),
    host: anyText,
    holder: z.exactOptional(shape({ program: anyText, pid: whole(0, MOST_PID) })),
  }),
  ranOn: seconds,
  killedAfter: seconds,
  notWithin: seconds,
  countAfter: shape({ count: whole(), seconds: duration }),
  controlCharacter: shape({ line: anyText }),
  valueIs: shape({ name: anyText, value: anyText }),
  valueForShell: shape({ name: anyText, value: anyText }),
  filterIs: shape({ capture: anyText, filter: anyText }),
  noValue: shape({ name: anyText }),

  fileMissing: shape({ file: anyText }),
  madeOtherwise: shape({ judge: anyText }),
};

const MESSAGE = 'a message: { id, values }';

type Shapes = Record<string, z.core.$ZodType>;
type MessageOf<S extends Shapes> = { [Id in keyof S]: { id: Id; values: z.infer<S[Id]> } }[keyof S];

function messageOf<const S extends Shapes>(shapes: S) {
  const known = Object.entries(shapes).map(([id, values]) =>
    shape({ id: z.literal(id, { error: 'the id of a message' }), values }),
  );
  const [first, ...others] = known;
  if (first === undefined) throw new Error('no messages');
  return z.discriminatedUnion('id', [first, ...others], { error: MESSAGE }) as unknown as z.ZodMiniType<MessageOf<S>>;
}

const part = messageOf(simple);

/** How far a program came; only these stand in another one. */
const printed = { printed: shape({ end: part, last: text, unmade: text }) };

/** What labreport says in a record (src/messages/run.ts). */
export const message = messageOf({ ...simple, ...printed });

type Read = z.infer<typeof message>;
type SimpleMessages = Omit<RunMessages<never>, 'printed'>;
true satisfies Same<keyof typeof simple, keyof SimpleMessages>;
true satisfies Read extends RunMessage ? true : false;
