import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Writable } from 'node:stream';
import { NOT_THE_FIRST } from '../../text/shell/settings.ts';
import { within } from '../../text/within.ts';
import { TOOL_PATH } from '../tool.ts';
import type { NamespaceHost } from './host.ts';
import { countedIn, procOf } from './place.ts';

/** Where ids are given out once only: what makes processes for ever is to find no room above. */
const HIGHEST = 300;
/** It answers within moments; a lab of others may have stopped or ended it. */
const ANSWER_LIMIT_MS = 5_000;

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
  readonly #stdin: Writable | undefined;
  readonly #lines: Interface | undefined;
  /** It is no more, or does not answer: ids then differ. */
  readonly #over = new AbortController();

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
    const child = spawn('nsenter', argv, {
      env: { PATH: TOOL_PATH, ...NOT_THE_FIRST },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const over = () => this.#over.abort();
    child.on('error', over);
    this.#stdin = child.stdin?.on('error', over);
    if (child.stdout) this.#lines = createInterface({ input: child.stdout }).on('close', over).on('error', over);
  }

  /** Resolves when it is done, or can't be. */
  async set(folders: readonly string[]): Promise<void> {
    if (folders.length === 0 || this.#over.signal.aborted || this.#lines === undefined) return;
    const answer = once(this.#lines, 'line', { signal: this.#over.signal });
    this.#stdin?.write(`${folders.join(' ')}\n`);
    const isSet = await within(answer, AbortSignal.timeout(ANSWER_LIMIT_MS)).catch(() => false);
    if (!isSet) this.#over.abort();
  }
}
