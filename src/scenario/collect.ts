import type { OpenCapture } from '../capture/open-capture.ts';
import type { Capture, Terminal } from '../record/run-record.ts';
import type { OpenTerminal } from '../terminal/open-terminal.ts';

/** A terminal's evidence, when its files are complete. */
export function collectTerminal(id: string, terminal: OpenTerminal): Terminal {
  const { options, typed, chunks, values, stoppedMs, pid } = terminal;
  const stopped = stoppedMs === undefined ? {} : { stoppedMs };
  const own = pid === undefined ? {} : { pid };
  return { kind: 'terminal', id, ...facts(terminal), ...own, ...stopped, cast: options.cast, typed, chunks, values };
}

/** A capture's evidence: tcpdump's terminal, and the packets. */
export function collectCapture(id: string, capture: OpenCapture): Capture {
  const { terminal, packets, pcap, isComplete, unavailable } = capture;
  const log = { kind: 'capture', id, ...facts(terminal) } as const;
  if (unavailable !== undefined) return { ...log, unavailable };
  return { ...log, pcap: `logs/${pcap}`, ...(packets && { packets }), complete: isComplete };
}

function facts({ options, beganMs, endedMs, hungUpMs, exit }: OpenTerminal) {
  const { host, clock, log, command } = options;
  const assignments = Object.entries(host.environment).map(([name, value]) => `${name}=${value} `);
  return {
    host: host.name,
    command: assignments.join('') + command,
    beganMs,
    endedMs: endedMs ?? hungUpMs ?? clock.nowMs(),
    startedAt: clock.wall(beganMs),
    ...(exit && { exit }),
    log,
  };
}
