import type { Words } from './words.ts';

/** The steps, by their first key. */
export const STEP_WORDS: Record<string, Words> = {
  open: {
    description:
      'Runs a program in a terminal of its own, where it prints as it would for a person: one of `programs`, or what `run` tells. It waits `until` it shows a text. The program goes on running beside the next steps, until a `stop` or the end of the run. A program that ends before it shows the text fails the step at once.',
    example: `steps:
  - open: server
    on: vit001
    program: server # one of the lab's programs
    until: Waiting for incoming connections
  - open: discard
    on: vit001
    run: nc -l 9 # a command of the lab's own
  - open: client2
    on: vit002
    program: client
    # A named group: \${client2.port} is what it found, from here on
    until: /from port (?<port>\\d+)/`,
  },
  capture: {
    description:
      "Starts tcpdump on a host's interface, and waits until it captures. It goes on until a `stop` or the end of the run, and is stopped only when all packets that passed its filter are written.",
    example: `steps:
  - capture: wire
    on: vit001
    options: -n -S # addresses and sequence numbers as they are
    filter: tcp port \${port}`,
  },
  type: {
    description:
      "Types a line, with Enter, into a terminal. `until` is looked for in what comes back after the line's own echo.",
    example: `steps:
  - type: hello from vit002
    into: client2
    until: hello from vit002`,
  },
  moment: {
    description:
      "Runs one command to its end: what netstat, ss, ps or another tool shows at this moment. A status other than 0 is evidence, not an error. A command that has not ended after the step's limit is killed and fails the step.",
    example: `steps:
  - moment: both-connected
    on: vit001
    run: netstat -ptan | grep ":8[0-9]\\+"`,
  },
  stop: {
    description:
      "Ends a terminal's program or a capture, and waits until it is gone. Ctrl-C and EOF (Ctrl-D) are typed and reach all that runs in the terminal; signals go to the program alone, so its children may live on.",
    example: `steps:
  - stop: client2 # with Ctrl-C
  - stop: client3
    with: EOF
  - stop: server
    with: SIGKILL`,
  },
  wait: {
    description:
      'Waits for an event that no program tells. No step waits for a fixed time, and this one neither: it goes on when what it waits for is there.',
    example: `steps:
  - wait: { sockets: vit001, state: ESTABLISHED, count: 2 }
    limit: 3s`,
  },
};

/** What a wait waits for, by its first key. */
export const WAIT_WORDS: Record<string, Words> = {
  text: {
    description: 'Text on a terminal, in what came since the last step that waited on this terminal or typed into it.',
    example: `steps:
  - wait: { text: closed by the client, on: server }`,
  },
  sockets: {
    description:
      'So many TCP sockets of a host in a state; neither more nor fewer. The kernel is asked, not netstat, so the wait leaves no evidence.',
    example: `steps:
  - wait: { sockets: vit001, state: ESTABLISHED, port: "\${port}", count: 2 }
  # a child has read everything
  - wait: { sockets: vit001, state: ESTABLISHED, unread: 0, count: 2 }`,
  },
  packets: {
    description: 'So many packets in a capture, or more, that look like this; counted from its beginning.',
    example: `steps:
  - wait: { packets: wire, flags: FIN ACK, from: server }
  - wait: { packets: wire, payload: hello, count: 2 }`,
  },
  processes: {
    description: 'So many processes of a program on a host, perhaps in a state; neither more nor fewer.',
    example: `steps:
  - wait: { processes: vit001, program: TCPechod, count: 3 }
  - wait: { processes: vit001, program: TCPechod, state: Z, count: 0 }`,
  },
};
