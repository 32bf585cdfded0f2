import { type Message, type MessageId, type MessageValues, say } from '../../src/messages/message.ts';

const exactly = (count: number) => ({ atLeast: count, atMost: count });
const connection = { number: 1, client: 'vit002.36030', server: 'vit001.8990' };
const other = { number: 2, client: 'vit003.38466', server: 'vit001.8990' };
const fin = { from: 'server', flags: ['FIN', 'ACK'] };
const evidence = { kind: 'capture', id: 'wire' } as const;
const stop = say('runStopped', { step: 3, line: 21 });
const shown = { kind: 'shows', text: '"Bye"', on: 'client2' } as const;
const typed = { kind: 'typed', text: '"Ada"', into: 'client2' } as const;

/** Values for each message: each alternative of its words at least once. */
export const EXAMPLES: { readonly [Id in MessageId]: readonly MessageValues[Id][] } = {
  all: [{ parts: [say('noState'), say('noSegments')] }],
  but: [{ found: say('noConnection'), doubt: say('notComplete', { capture: 'wire' }) }],
  because: [{ found: say('noConnection'), lack: say('noCapture') }],

  sockets: [
    {
      tallies: [
        { found: 1, query: { port: '8990', state: 'LISTEN', program: 'TCPechod' }, expected: exactly(1) },
        { found: 2, query: { peer: 'vit002', peerPort: '8990' }, expected: { atLeast: 1, atMost: 3 } },
        { found: 0, query: { peer: 'vit002' }, expected: { atLeast: 0, atMost: 2 } },
        { found: 0, query: { peerPort: '80' }, expected: { atLeast: 2, atMost: Number.MAX_SAFE_INTEGER } },
      ],
    },
  ],
  processes: [
    {
      tallies: [
        { found: 1, query: { program: 'TCPechod', state: 'Z' }, expected: exactly(2) },
        { found: 3, query: {}, expected: exactly(3) },
      ],
    },
  ],
  packets: [
    {
      tallies: [
        { found: 1, pattern: fin, expected: exactly(1) },
        { found: 2, pattern: { protocol: 'UDP', to: 'vit002', port: '53' }, expected: exactly(2) },
      ],
      connection,
    },
    { tallies: [{ found: 0, pattern: { payload: 'Ada' }, expected: exactly(1) }] },
  ],
  portsNamed: [{}],
  noProgram: [{}],
  noState: [{}],
  hostUntold: [{}],
  shared: [{}],

  noConnection: [{}],
  noConnectionOf: [{ terminal: 'client2' }],
  showSequence: [
    { connections: [connection] },
    { connections: [connection, other] },
    { connections: [connection, other, other] },
  ],
  someShowSequence: [
    { total: 1, shown: 1, expected: exactly(1) },
    { total: 3, shown: 2, expected: exactly(3) },
  ],
  lackSequence: [
    { connection, missing: fin, after: 7, others: 0 },
    { connection, missing: { protocol: 'TCP' }, others: 1 },
    { connection, missing: {}, others: 2 },
  ],

  shows: [
    { text: '"Ada"', lines: [3] },
    { text: '"Ada"', lines: [3, 4] },
  ],
  showsNowhere: [{ text: '"Ada"' }],
  lacksText: [
    { text: '"Ada"' },
    { text: '"Ada"', after: { text: '"Bye"', lines: [4] } },
    { text: '"Ada"', elsewhere: { kind: 'before', lines: [1] } },
    { text: '"Ada"', elsewhere: { kind: 'echo', lines: [1, 2] } },
  ],

  endedAsExpected: [{ exit: { status: 0 } }, { exit: { signal: 'SIGINT' } }],
  endedOtherwise: [
    { exit: { status: 1 }, expected: 0 },
    { exit: { signal: 'SIGSEGV' }, expected: 'SIGINT' },
  ],
  notEnded: [{ expected: 0 }],

  came: [{ event: shown, atMs: 1234.5 }],
  cameAfter: [
    { event: typed, previous: shown, gapMs: 0 },
    { event: { kind: 'begins', id: 'wire' }, previous: { kind: 'ends', id: 'wire' }, gapMs: 1.5 },
  ],
  cameBefore: [
    {
      event: { kind: 'packet', packet: fin, capture: 'wire', isNext: false },
      previous: { kind: 'packet', packet: {}, capture: 'wire', isNext: true },
      gapMs: 1500,
    },
    { event: { kind: 'stops', id: 'served' }, previous: { kind: 'begins', id: 'wire' }, gapMs: 20 },
  ],
  cameWith: [{ event: { kind: 'ends', id: 'served' }, previous: { kind: 'stops', id: 'served' } }],
  didNotCome: [
    { text: '"Bye"', on: 'client2', again: false },
    { text: '"Bye"', on: 'client2', again: true },
  ],
  notTyped: [
    { text: '"Ada"', into: 'client2', again: false },
    { text: '"Ada"', into: 'client2', again: true },
  ],
  noPacket: [
    { packet: { protocol: 'ICMP', from: 'client' }, capture: 'wire', other: false },
    { packet: { protocol: 'ARP', to: 'client' }, capture: 'wire', other: true },
  ],
  notStopped: [{ id: 'served' }],
  stillRan: [{ id: 'served' }],
  clocksDiffer: [{ ms: 0.05 }],

  tooLong: [{ seconds: 60 }],
  commandNotRun: [{ command: '"./check.sh"' }],
  commandSaid: [
    { command: '"./check.sh"', exit: { status: 1 }, limitS: 60, output: 'two' },
    { command: '"./check.sh"', exit: { signal: 'SIGKILL' }, limitS: 60, output: '' },
    { command: '"./check.sh"', limitS: 60, output: '' },
  ],
  runsIt: [{ reason: say('commandNotRun', { command: '"./check.sh"' }), flag: '--run-commands' }],

  runStopped: [{ step: 3, line: 21 }, { step: 3 }],
  notSeen: [
    {
      expected: say('textOn', { text: '"Bye"', terminal: 'client2' }),
      seen: say('printed', { end: say('programRan', { seconds: 10 }) }),
    },
  ],
  beforeOwnEnd: [{ stop, id: 'client2' }],
  beforeAnything: [{ stop, id: 'client2' }],
  beforeOver: [
    { stop, evidence },
    { stop, evidence: { kind: 'terminal', id: 'client2' } },
    { stop, evidence: { kind: 'moment', id: 'netstat-open' } },
    { stop, evidence: { kind: 'build', id: 'build' } },
  ],
  noEvidence: [{ id: 'client2' }],
  unavailable: [{ evidence, why: say('fileMissing', { file: 'logs/wire.pcap' }) }],
  noPackets: [{ evidence }],
  unreadable: [{ capture: 'wire', problem: say('endsInFrame', { frame: 3, there: 7, needed: 60 }) }],
  toolMissing: [{ moment: 'netstat-open', tool: 'netstat' }],
  packetsDropped: [
    { count: 1, capture: 'wire' },
    { count: 2, capture: 'wire' },
  ],
  notComplete: [{ capture: 'wire' }],
  framePartial: [{ frame: 3, capture: 'wire' }],
  frameUntold: [{ frame: 3, capture: 'wire' }],
  frameTimeless: [{ frame: 3, capture: 'wire' }],
  notChecked: [{}],

  socketShown: [{ local: '192.0.2.1:8990', peer: '192.0.2.2:36030', state: 'ESTABLISHED', moment: 'netstat-open' }],
  reportedBy: [{ text: '192.0.2.2 remote port 36030', terminal: 'server' }],
  hasHandshake: [{ capture: 'wire' }],
  hasEndpoint: [{ capture: 'wire' }],
  lacks: [
    { capture: 'wire', host: 'vit001', lacking: 'handshake' },
    { capture: 'wire', host: 'vit001', lacking: 'endpoint' },
  ],
  noCapture: [{}],
  noneRan: [{}],
  ranElsewhere: [{ hosts: ['vit002', 'vit003'] }],
  endedBeforeOpening: [{ capture: 'wire' }],
  openedBefore: [{ capture: 'wire' }],
  maybeOpenedBefore: [{ capture: 'wire' }],
  maybeOpenedAfter: [{ capture: 'wire' }],
  otherInterface: [{ capture: 'wire', host: 'vit001' }],
  optionsMayLimit: [{ capture: 'wire' }],
  filterUnknown: [{ capture: 'wire' }],
  filterLeaves: [{ capture: 'wire', filter: 'udp' }],
  filterMayLeave: [{ capture: 'wire', filter: 'udp' }],
  noSegments: [{}],
  endedBy: [{ capture: 'wire' }],
  endedAt: [{ capture: 'wire' }],
  implies: [{ capture: 'wire', state: 'ESTABLISHED' }],
  impliesOther: [
    { capture: 'wire', implied: [], state: 'ESTABLISHED' },
    { capture: 'wire', implied: ['CLOSE_WAIT'], state: 'ESTABLISHED' },
    { capture: 'wire', implied: ['CLOSE_WAIT', 'LAST_ACK'], state: 'ESTABLISHED' },
  ],
  timeless: [{ capture: 'wire' }],
  notAll: [{ capture: 'wire' }],
  onItsWay: [{ capture: 'wire', host: 'vit001' }],
  queueFull: [{}],
  finWaits: [{ bytes: 1 }, { bytes: 7 }],

  said: [{ text: 'tcpdump: eth0: no' }],
  sharedDevice: [{}],
  sharedMachine: [{}],
  noHostNames: [{}],
  offloaded: [{}],
  driverUnusable: [{ driver: 'namespaces', why: 'spawn unshare EACCES' }],
  fixedMacs: [{}],
  ownHostsFile: [{}],
  plainPackets: [{}],
  tcpPinned: [{}],
  ownFiles: [{}],
  congestionControl: [{ algorithm: 'cubic' }],
  sharedFiles: [{}],
  ownProcessIds: [{}],
  textOn: [{ text: '"Connected"', terminal: 'client2' }],
  captureBegins: [{}],
  captureWhole: [{ capture: 'wire' }],
  enoughMachine: [{}],
  programBegins: [{ terminal: 'server' }],
  programEnds: [{ terminal: 'server', by: 'Ctrl-C' }],
  commandEnds: [{ command: 'netstat -t', host: 'vit001' }],
  socketsIn: [
    { count: 1, state: 'LISTEN', host: 'vit001' },
    { count: 2, state: 'ESTABLISHED', host: 'vit001' },
  ],
  packetsLike: [
    { count: 1, capture: 'wire', match: { flags: ['FIN'] } },
    { count: 4, capture: 'wire', match: {} },
  ],
  processesOf: [
    { count: 1, program: 'TCPechod', state: 'Z', host: 'vit001' },
    { count: 3, program: 'TCPechod', host: 'vit001' },
  ],
  noOption: [{}],
  pcapFilter: [{}],
  givenBefore: [{}],
  typedLine: [{ terminal: 'client2' }],
  noAnswer: [{}],
  tcpdumpEnded: [{ exit: { status: 1 } }, { exit: { signal: 'SIGKILL' } }],
  tcpdumpLimited: [{ limit: 'output' }],
  printed: [
    { end: say('programRan', { seconds: 1.5 }), last: 'Error\n' },
    { end: say('programEnded', { exit: { status: 127 } }), unmade: './nope' },
  ],
  programRan: [{ seconds: 1.5 }],
  programEnded: [{ exit: { status: 1 } }, { exit: { signal: 'SIGSEGV' } }],
  programLimited: [{ limit: 'processes' }],
  portHeld: [
    { port: 8990, host: 'vit001' },
    { port: 8990, host: 'vit001', holder: { program: 'TCPechod', pid: 4 } },
  ],
  ranOn: [{ seconds: 10 }],
  killedAfter: [{ seconds: 10 }],
  notWithin: [{ seconds: 10 }],
  countAfter: [{ count: 3, seconds: 10 }],
  controlCharacter: [{ line: '\u0003' }],
  valueIs: [{ name: 'server.port', value: '-x' }],
  valueForShell: [{ name: 'server.port', value: '$(x)' }],
  filterIs: [{ capture: 'wire', filter: '-w x' }],
  noValue: [{ name: 'server.port' }],
  fileMissing: [{ file: 'logs/wire.pcap' }],
  madeOtherwise: [{ judge: 'labs/two-clients' }],

  fileTooShort: [{ bytes: 3, needed: 24 }],
  fileCompressed: [{}],
  fileForeign: [{ begins: '7f454c46' }],
  fileVersion: [{ format: 'pcap', found: 3, expected: 2 }],
  endsInHeader: [{ there: 7, needed: 24 }],
  endsInFrame: [{ frame: 3, there: 7, needed: 60 }],
  endsInBlock: [{ frames: 3, there: 7, needed: 60 }],
  frameTooLong: [{ frame: 3, bytes: 4_294_967_295 }],
  damaged: [{ frames: 3, why: say('lengthsDiffer') }],
  byteOrder: [{ reads: '01020304' }],
  blockLength: [{ bytes: 7 }],
  lengthsDiffer: [{}],
  shortInterface: [{}],
  shortSection: [{}],
  shortPacketBlock: [{}],
  shortSimpleBlock: [{}],
  manyInterfaces: [{ most: 1000 }],
  interfaceUnknown: [{ index: 7 }],
  packetTooLong: [{ bytes: 100, block: 60 }],
  tooManyConnections: [{ most: 20_000 }],
  partCut: [
    { part: 'TCP header', needed: 20, there: 7 },
    { part: 'IPv6 hop-by-hop header', needed: 8, there: 7 },
  ],
  partTooLong: [{ part: 'UDP datagram', says: 100, onWire: 60 }],
  payloadCut: [{ there: 5, all: 100 }],
  headerLength: [{ part: 'IPv4 header', says: 4 }],
  totalLength: [{ says: 4, header: 20 }],
  datagramLength: [{ says: 4, least: 8 }],
  optionLength: [{ protocol: 'TCP', kind: 2, says: 40, left: 4 }],
  ipVersion: [
    { found: 7, expected: '4 or 6' },
    { found: 5, expected: '4' },
  ],
  linkTypeUnread: [{ linkType: 147 }],
  familyUnread: [{ family: 7 }],
  protocolUnread: [{ protocol: 132 }],
  etherTypeUnread: [{ etherType: 0x88cc }],
  llcUnread: [{}],
  arpUnread: [{ sizes: '8/4' }],
  packetTimeless: [{}],

  outputKept: [{}],
  textEdited: [{}],
  notBorneOut: [{}],
  readsLike: [{ places: 2 }],
  saysAsBefore: [{ text: '36030' }],
  newRunSays: [
    { reason: say('textEdited'), now: '36031' },
    { reason: say('textEdited'), now: '' },
  ],
};

/** All examples as messages, in the order of the table. */
export function exampleMessages(): Message[] {
  return Object.entries(EXAMPLES).flatMap(([id, all]) => all.map((values) => ({ id, values }) as Message));
}
