import type { Words } from './words.ts';

/** The claims, by their first key. */
export const CLAIM_WORDS: Record<string, Words> = {
  sockets: {
    description:
      'How many sockets of which kind a moment shows, in the output of netstat or ss. Each line counts the sockets that have all that it names; what it does not name may be anything. UDP sockets count too, and have no state.',
    example: `claims:
  two-connections-at-once:
    says: The listening socket and one established connection per client are open
    moment: both-connected
    sockets:
      - { state: LISTEN, port: "\${port}", program: TCPechod, count: 1 }
      - { state: ESTABLISHED, port: "\${port}", count: 2 }
      - { state: ESTABLISHED, peer: vit002, count: 1 }`,
  },
  processes: {
    description:
      'How many processes of which kind a moment shows, in the output of ps. The program is named without its folder.',
    example: `steps:
  - { moment: ps, on: vit001, run: ps x }
claims:
  one-child-per-client:
    says: The parent runs, and one child for each client
    moment: ps
    processes:
      - { program: TCPechod, count: 3 }
      - { program: TCPechod, state: Z, count: 0 }`,
  },
  packets: {
    description:
      "How many packets of which kind a capture shows, in whatever order. `of` looks only at the connection that a terminal's program opened.",
    example: `claims:
  all-accepted:
    says: Three clients connect, and each is accepted
    capture: wire
    packets:
      - { flags: SYN, from: client, count: 3 }
      - { flags: SYN ACK, from: server, count: 3 }
  hello-sent-once:
    says: The client's line travels in one segment
    capture: wire
    of: client2
    packets: [{ from: client, payload: hello from vit002, count: 1 }]`,
  },
  never: {
    description:
      "Packets that a capture must not show. A capture that dropped packets, or that was cut short, can't bear this out; the verdict is then **not testable**.",
    example: `claims:
  no-reset:
    says: No connection is reset
    capture: wire
    never: { flags: RST }
  nothing-else:
    says: Nothing but TCP passes the server's interface
    capture: wire
    never: [{ protocol: UDP }, { protocol: ICMP }, { protocol: ARP }]`,
  },
  'every-connection': {
    description:
      'Every connection of a capture shows these packets, one after the other; others may lie between them. `client` is the end that sent the first SYN.',
    example: `claims:
  fin-answered:
    says: The server answers each client's FIN with its own FIN
    capture: wire
    every-connection:
      - { from: client, flags: FIN ACK }
      - { from: server, flags: FIN ACK }
      - { from: client, flags: ACK }`,
  },
  'some-connection': {
    description: 'At least one connection of a capture shows these packets, one after the other.',
    example: `claims:
  vit002-answered:
    says: The line of vit002 comes back, on whichever connection
    capture: wire
    some-connection:
      - { from: vit002, payload: hello from vit002 }
      - { to: vit002, payload: hello from vit002 }`,
  },
  connections: {
    description: 'So many connections of a capture, neither more nor fewer, show these packets, one after the other.',
    example: `claims:
  two-served:
    says: Two clients get their line back
    capture: wire
    exactly: 2
    connections:
      - { from: client, payload: hello from }
      - { from: server, payload: hello from }`,
  },
  shows: {
    description:
      'Texts that a terminal, a moment or the build shows, one after the other, and perhaps texts that it lacks. What was typed into a terminal is not looked at: only what the program printed.',
    example: `claims:
  served-in-order:
    says: The server accepts a connection before it receives data
    in: server
    shows:
      - Incoming connection
      - "/receiving data: hello from vit00[23]/"
    lacks: error`,
  },
  lacks: {
    description: 'Texts that a terminal, a moment or the build does not show at all.',
    example: `claims:
  all-closed:
    says: The server has no connection left
    in: clients-ended
    lacks: [ESTABLISHED, CLOSE_WAIT]
  no-warning:
    says: The compiler warns of nothing
    in: build
    lacks: "warning:"`,
  },
  'exit-of': {
    description: 'How a program or a command ended: by itself with an exit status, or by a signal.',
    example: `claims:
  ended-by-ctrl-c:
    says: Ctrl-C ends the server, which has no handler for it
    exit-of: server
    is: SIGINT
  build-succeeded:
    says: The sources compile
    exit-of: build
    is: 0`,
  },
  order: {
    description:
      "Events that happened one after the other, by the run's clock: lines typed and texts shown, beginnings and ends, packets. An event that stands twice is meant to happen twice. A program that labreport ends is certain to end only after `stops`, while `ends` is when that was noticed.",
    example: `claims:
  both-at-once:
    says: The second client is served before the first one leaves
    order:
      - { begins: client2 }
      - { typed: hello from vit003, into: client3 }
      - { shows: hello from vit003, on: client3 }
      - { stops: client2 }
      - { packet: { capture: wire, from: client, flags: FIN } }
      - { ends: server }`,
  },
  command: {
    description:
      "What no other kind can say: a command of the lab's own, run by bash in the lab's folder, with the path of `record.json` as its last argument (or as `$1` where it says so). Status 0 means held, 1 failed, anything else not testable; what it prints is the reason.",
    example: `claims:
  few-segments:
    says: The whole lab takes fewer than 100 segments
    command: python3 count-segments.py --below 100`,
  },
};
