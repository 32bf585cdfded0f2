import { expect, test } from 'vitest';
import { observeRun } from '../../../src/compare/observe/observe-run.ts';
import { processes } from '../../../src/compare/readings/processes.ts';
import { sockets } from '../../../src/compare/readings/sockets.ts';
import { runOf, SECOND } from '../run.ts';

const OUTPUT = `Looking around on 6.
    PID    PPID TTY      STAT   TIME COMMAND
      4       1 pts/0    S+     0:00 ./TCPechod 8990
      5       4 ?        S      0:00 ./worker
State      Recv-Q Send-Q Local Address:Port  Peer Address:Port
ESTAB      0      0      192.0.2.1:8990      192.0.2.2:55786    users:(("worker",pid=5,fd=4))
         timer:(keepalive,119min,0)
done
`;

test('rows of all readings are told by themselves; ps, which knows its parent, tells what a process is', () => {
  const facts = runOf(SECOND, {
    server: [],
    moments: [{ id: 'both', beganMs: 40, output: OUTPUT }],
    ps: [],
    netstat: [],
  });
  const both = observeRun(facts).find(({ id }) => id === 'both');
  expect({ ...both, aspects: both?.aspects.filter(({ lines }) => lines.length > 0) }).toEqual({
    kind: 'moment',
    id: 'both',
    aspects: [
      { name: 'command', lines: [''] },
      {
        name: 'sockets',
        lines: ['tcp ESTABLISHED 0 0 192.0.2.1:8990 192.0.2.2:‹port of client2› ‹pid of child 1 of server›/worker'],
      },
      {
        name: 'processes',
        lines: [
          '‹pid of child 1 of server› parent ‹pid of server› ? S ./worker',
          '‹pid of server› parent 1 ‹terminal of server› S+ ./TCPechod 8990',
        ],
      },
      {
        name: 'lines',
        lines: [
          'Looking around on 6.',
          '    PID    PPID TTY      STAT   TIME COMMAND',
          'State      Recv-Q Send-Q Local Address:Port  Peer Address:Port',
          'done',
        ],
      },
      { name: 'end', lines: ['ended with status 0'] },
    ],
    rules: [sockets.rule, processes.rule],
  });
});
