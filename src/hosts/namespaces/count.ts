import { spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { TOOL_PATH } from '../tool.ts';
import type { NamespaceHost } from './host.ts';
import { countedIn, procOf } from './place.ts';

/** Where ids are given out once only: what makes processes for ever is to find no room above. */
const HIGHEST = 300;

/**
 * Reads folders of places, a line of them at a time, and lets each of these namespaces count on from where the host's is.
 * Only a process of a namespace can read or set its count (proc(5), ns_last_pid). The host's /proc does not show this one.
 */
const PILOT = `read -r own _ <"$2/self/stat"
nsenter -t "$1" -m mount -t tmpfs -o ro tmpfs "/proc/$own"
exec 8<>"$3"
while read -r places; do
  read -r last </proc/sys/kernel/ns_last_pid
  [ "$last" -lt ${HIGHEST} ] || places=
  for place in $places; do echo "$last" 1<>"$place/count"; done
  for place in $places; do read -r -t 1 _ <&8; done
  echo
done 2>/dev/null`;

/** Keeps what confined programs of a host know each other by in step with what the host shows. */
export class Count {
  readonly #stdin;
  readonly #lines: Interface;

  constructor(host: NamespaceHost, disk: string) {
    const argv = [
      '-t',
      `${host.init}`,
      '-p',
      'bash',
      '-c',
      PILOT,
      'count',
      `${host.init}`,
      procOf(disk),
      countedIn(disk),
    ];
    const child = spawn('nsenter', argv, { env: { PATH: TOOL_PATH }, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#stdin = child.stdin.on('error', () => {});
    this.#lines = createInterface({ input: child.stdout });
  }

  /** Resolves when it is done, or can't be. */
  set(folders: readonly string[]): Promise<void> {
    if (folders.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#lines.off('line', done).off('close', done);
        resolve();
      };
      this.#lines.on('line', done).on('close', done);
      this.#stdin.write(`${folders.join(' ')}\n`);
    });
  }
}
