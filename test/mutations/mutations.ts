/** Labs that are changed; all they need is in labs/. */
export type LabName = 'concurrent-servers' | 'two-clients';

/** A text of a lab's file, there exactly once, and what stands in its place. */
export interface Patch {
  /** Relative to the lab's folder. */
  file: string;
  from: string;
  to: string;
}

/**
 * Who catches a change: all claims that fail; where none does, everything that verify calls different ("run run": the
 * run broke off, because a step did not see what it waits for).
 */
export type Caught = { claims: string[] } | { verify: string[] };

export interface Mutation {
  lab: LabName;
  patches: Patch[];
  caught: Caught;
  /** Also in the short form of the tests. */
  short?: true;
}

/** One change of a C program. */
function inSource(file: string, from: string, to: string): Patch[] {
  return [{ file: `src/${file}`, from, to }];
}

/** One change of the lab itself. */
function inLab(from: string, to: string): Patch[] {
  return [{ file: 'lab.yaml', from, to }];
}

/** The moment of two-clients that is moved. */
const BOTH_CONNECTED = '{ moment: both-connected, on: vit001, run: \'netstat -ptan | grep ":8[0-9]\\+"\' }';

/** Deliberate changes, by what somebody has got wrong. To add one: its patch, and who must catch it. */
export const mutations: Record<string, Mutation> = {
  'the parent does not close its copy of the connection': {
    lab: 'two-clients',
    patches: inSource('TCPechod.c', '    close(connection);\n}', '}'),
    caught: { claims: ['fin-answered'] },
  },
  'the sequential server does not close': {
    lab: 'concurrent-servers',
    patches: inSource('TCPechod_seq.c', '#define CLOSE_CONNECTION 1', '#define CLOSE_CONNECTION 0'),
    caught: { claims: ['mended-closes'] },
  },
  'the connection is closed twice, and the error is told': {
    lab: 'two-clients',
    patches: inSource(
      'TCPechod.c',
      '    close(connection);\n}',
      '    close(connection);\n    if (close(connection) == -1)\n        warn("close");\n}',
    ),
    caught: { verify: ['terminal server', 'terminal server-again'] },
    short: true,
  },
  'a byte of the echo is changed': {
    lab: 'two-clients',
    patches: inSource(
      'TCPechod.c',
      'if (write_all(connection, data, (size_t)received)',
      "data[0] = 'H';\n        if (write_all(connection, data, (size_t)received)",
    ),
    caught: { verify: ['run run', 'terminal server', 'capture wire', 'terminal client2', 'terminal client3'] },
    short: true,
  },
  'a byte is added to the echo': {
    lab: 'two-clients',
    patches: inSource(
      'TCPechod.c',
      'if (write_all(connection, data, (size_t)received)',
      "data[received++] = '\\n';\n        if (write_all(connection, data, (size_t)received)",
    ),
    caught: { verify: ['capture wire', 'terminal client2', 'terminal client3', 'terminal client-again'] },
  },
  'no fork': {
    lab: 'two-clients',
    patches: inSource('TCPechod.c', 'pid_t pid = fork();', 'pid_t pid = 0;'),
    caught: { claims: ['no-reset'] },
  },
  'no reaper': {
    lab: 'concurrent-servers',
    patches: inSource('TCPechod.c', '#define REAP_CHILDREN 1', '#define REAP_CHILDREN 0'),
    caught: { verify: ['run run', 'terminal reaper'] },
  },
  'RST in place of FIN, by SO_LINGER': {
    lab: 'two-clients',
    patches: inSource(
      'TCPechod.c',
      '        serve(connection);\n',
      '        serve(connection);\n        struct linger abort = {1, 0};\n' +
        '        setsockopt(connection, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);\n',
    ),
    caught: { claims: ['fin-answered', 'no-reset'] },
    short: true,
  },
  'one client fewer': {
    lab: 'two-clients',
    patches: [
      ...inLab('  - { open: client3', '  # - { open: client3'),
      ...inLab('  - { type: hello from vit003', '  # - { type: hello from vit003'),
      ...inLab('state: S, count: 3', 'state: S, count: 2'),
      ...inLab('  - stop: client3', '  # - stop: client3'),
    ],
    caught: { claims: ['two-connections-at-once'] },
    short: true,
  },
  'the clients leave in the wrong order': {
    lab: 'concurrent-servers',
    patches: inLab(
      '  - { stop: forking-client3 }\n  - { wait: { text: closed by the client, on: forking } }\n  - { stop: forking-client2 }\n',
      '  - { stop: forking-client2 }\n  - { wait: { text: closed by the client, on: forking } }\n  - { stop: forking-client3 }\n',
    ),
    caught: { verify: ['capture closing'] },
  },
  'the clients come in the wrong order': {
    lab: 'two-clients',
    patches: [
      ...inLab('open: client2, on: vit002', 'open: client2, on: vit003'),
      ...inLab('open: client3, on: vit003', 'open: client3, on: vit002'),
    ],
    caught: { verify: ['terminal server', 'capture wire', 'moment both-connected'] },
  },
  'the server listens at the port beside it': {
    lab: 'two-clients',
    patches: inSource('TCPechod.c', 'address.sin_port = htons(port);', 'address.sin_port = htons(port + 1);'),
    caught: { claims: ['no-reset'] },
  },
  'the port that is told is off by one': {
    lab: 'two-clients',
    patches: inSource('TCPechod.c', 'ntohs(client.sin_port));', 'ntohs(client.sin_port) + 1);'),
    caught: { verify: ['terminal server', 'terminal server-again'] },
    short: true,
  },
  'an extra line is printed': {
    lab: 'two-clients',
    patches: inSource(
      'TCPechod.c',
      '    serve_in_child(listener',
      '    printf("Parent: making a child\\n");\n        serve_in_child(listener',
    ),
    caught: { verify: ['terminal server', 'terminal server-again'] },
    short: true,
  },
  'SO_REUSEADDR is not set where it should be': {
    lab: 'concurrent-servers',
    patches: inSource('Makefile', '-DREUSE_ADDRESS=1', '-DREUSE_ADDRESS=0'),
    caught: { claims: ['reuse-restarts'] },
  },
  'SO_REUSEADDR is set in every server': {
    lab: 'concurrent-servers',
    patches: inSource('TCPechod.c', '#define REUSE_ADDRESS 0', '#define REUSE_ADDRESS 1'),
    caught: { claims: ['restart-refused'] },
  },
  'SIGPIPE is not handled': {
    lab: 'concurrent-servers',
    patches: inSource('Makefile', '-DCOUNT_SIGPIPE=1', '-DCOUNT_SIGPIPE=0'),
    caught: { claims: ['parent-counts', 'child-counts-alone'] },
  },
  'each SIGPIPE counts twice': {
    lab: 'concurrent-servers',
    patches: inSource('TCPechod.c', '    sigpipes++;', '    sigpipes += 2;'),
    caught: { verify: ['terminal counting'] },
  },
  'children go on counting where the parent was': {
    lab: 'concurrent-servers',
    patches: inSource('TCPechod.c', '        sigpipes = sigpipes_told = 0;\n', ''),
    caught: { claims: ['real-sigpipe'] },
  },
  'the sequential server dies of SIGPIPE': {
    lab: 'concurrent-servers',
    patches: inSource('TCPechod_seq.c', '    signal(SIGPIPE, SIG_IGN);', ''),
    caught: { claims: ['write-fails'] },
  },
  'the faulty server closes': {
    lab: 'concurrent-servers',
    patches: inSource('Makefile', '-DCLOSE_CONNECTION=0', '-DCLOSE_CONNECTION=1'),
    caught: { verify: ['run run', 'build build', 'terminal faulty'] },
  },
  'the hasty client sends one line fewer': {
    lab: 'concurrent-servers',
    patches: inSource('TCPecho.c', 'i <= wanted; i++)', 'i < wanted; i++)'),
    caught: { verify: ['capture broken'] },
  },
  'a warning of the compiler': {
    lab: 'concurrent-servers',
    patches: inSource('TCPechod_seq.c', '    char data[1024];', '    char data[1024];\n    int unused = 0;'),
    caught: { claims: ['builds-clean'] },
  },
  'the second client is not killed, it is stopped by Ctrl-C': {
    lab: 'concurrent-servers',
    patches: inLab('  - { stop: second, with: SIGKILL }', '  - { stop: second, with: Ctrl-C }'),
    caught: { verify: ['terminal second'] },
  },
  'the second client types one line only': {
    lab: 'concurrent-servers',
    patches: [...inLab('  - { type: listening, into: second }\n', ''), ...inLab('unread: 21', 'unread: 11')],
    caught: { claims: ['write-fails'] },
  },
  'the first client leaves before it has answered again': {
    lab: 'concurrent-servers',
    patches: inLab('  - { type: still first, into: served, until: still first }\n', ''),
    caught: { claims: ['second-starved'] },
  },
  'the server is bound to the loopback address': {
    lab: 'two-clients',
    patches: inSource('TCPechod.c', 'htonl(INADDR_ANY)', 'htonl(INADDR_LOOPBACK)'),
    caught: { claims: ['no-reset'] },
  },
  'one byte is read at a time': {
    lab: 'two-clients',
    patches: inSource('TCPechod.c', 'char data[1024];', 'char data[1];'),
    caught: { claims: ['port-free-again'] },
  },
  'the client leaves by SIGKILL': {
    lab: 'two-clients',
    patches: inLab('  - stop: client2\n', '  - { stop: client2, with: SIGKILL }\n'),
    caught: { verify: ['terminal client2'] },
  },
  'the capture is of another port': {
    lab: 'two-clients',
    patches: inLab(`filter: "port \${port}"`, 'filter: "port 8991"'),
    caught: { claims: ['fin-answered'] },
  },
  'the port is another one': {
    lab: 'two-clients',
    patches: inLab('default: 8990', 'default: 8991'),
    caught: {
      verify: [
        'terminal server',
        'capture wire',
        'terminal client2',
        'terminal client3',
        'moment both-connected',
        'moment clients-ended',
        'terminal server-again',
        'terminal client-again',
      ],
    },
  },
  'netstat comes too early': {
    lab: 'two-clients',
    patches: [
      ...inLab(`  - ${BOTH_CONNECTED}\n`, ''),
      ...inLab('  - { open: client3', `  - ${BOTH_CONNECTED}\n  - { open: client3`),
    ],
    caught: { claims: ['two-connections-at-once'] },
  },
  'the typed line is another one': {
    lab: 'two-clients',
    patches: [
      ...inLab('type: hello from vit003, into', 'type: hallo from vit003, into'),
      ...inLab('until: hello from vit003', 'until: hallo from vit003'),
    ],
    caught: { verify: ['terminal server', 'capture wire', 'terminal client3'] },
  },
};
