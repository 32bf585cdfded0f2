import { mkdirSync, readFileSync } from 'node:fs';
import type { Confined } from '../host-driver.ts';
import { sendSignal } from '../processes.ts';
import { confineProgram, KEY_FILES, OWN_FOLDER } from './bubblewrap.ts';
import { enterHost, type NamespaceHost } from './host.ts';
import { HOST_PROC_DESCRIPTOR, startBubblewrap } from './starter.ts';

/** The seccomp filter. */
export const FILTER = `${OWN_FOLDER}/filter`;
/** What programs see as the largest process id: ps makes its columns as wide. */
export const PID_MAX = `${OWN_FOLDER}/pid_max`;
/** An empty file. */
export const EMPTY = `${OWN_FOLDER}/empty`;
/** Folders of the places. */
const PLACES = `${OWN_FOLDER}/places`;

/** A build is on no host. Where the lab's switches are, nothing has an address: there is nobody to be reached. */
const BUILD_ALONE = ['--unshare-uts', '--hostname', 'build'];

const NO_KEYS = KEY_FILES.flatMap((file) => ['--ro-bind-try', EMPTY, file]);

/** Process 1 is labreport's, and what it has of the machine's file systems anybody could read (proc(5), mountinfo). */
const NO_FIRST = ['--tmpfs', '/proc/1', '--remount-ro', '/proc/1'];

let made = 0;

export interface PlaceOptions {
  disk: string;
  /** Absent for the build. */
  host?: NamespaceHost;
  /** Programs can be kept from making user namespaces. */
  closed: boolean;
  /** How many processes there can be, whoever makes them. */
  processes: number;
}

/** A PID namespace for one confined program. It begins with the program, and ends when it is destroyed, or with the run. */
export class Place implements Confined {
  readonly disk: string;
  readonly proc: string;
  readonly hostId: string | undefined;
  readonly #folder: string;
  readonly #options: PlaceOptions;
  #isDestroyed = false;

  constructor(options: PlaceOptions) {
    made += 1;
    this.#options = options;
    this.disk = options.disk;
    this.#folder = `${PLACES}/${made}`;
    this.proc = `${this.#folder}/proc`;
    this.hostId = options.host && `/proc/self/fd/${HOST_PROC_DESCRIPTOR}/self/stat`;
    mkdirSync(this.proc, { recursive: true });
  }

  /** Programs enter all of their host but its mounts: bubblewrap looks for its child by an id that the lab's own /proc has. */
  enter(argv: readonly string[]): string[] {
    const { host, disk, closed, processes } = this.#options;
    const own = [
      '--ro-bind',
      this.proc,
      '/proc',
      '--ro-bind',
      PID_MAX,
      '/proc/sys/kernel/pid_max',
      ...NO_KEYS,
      ...NO_FIRST,
    ];
    const view = { disk, own: [...(host === undefined ? BUILD_ALONE : []), ...own], closed };
    const started = startBubblewrap(confineProgram(argv, view), {
      place: this.#folder,
      hostProc: host && procOf(disk),
      processes,
      counted: countedIn(disk),
      filter: FILTER,
    });
    return host === undefined
      ? started
      : ['nsenter', '-t', `${host.init}`, '-n', '-u', '-p', '--no-fork', '--', ...started];
  }

  beside(argv: readonly string[]): string[] | undefined {
    const init = this.#init;
    return init === undefined ? undefined : enterHost(argv, { init, cwd: '/' });
  }

  /** Its folder while it is there and has begun. */
  get folder(): string | undefined {
    return this.#init === undefined ? undefined : this.#folder;
  }

  get wasCrowded(): boolean {
    try {
      return readFileSync(`${this.#folder}/over`, 'latin1') !== '';
    } catch {
      return false;
    }
  }

  destroy(): void {
    const init = this.#init;
    // What has ended by itself may have given its id to somebody else.
    if (init === undefined || this.wasCrowded) return;
    this.#isDestroyed = true;
    sendSignal(init, 'SIGKILL');
  }

  /** Its process 1; undefined before it has begun, and when it has been destroyed. */
  get #init(): number | undefined {
    if (this.#isDestroyed) return undefined;
    try {
      return Number(readFileSync(`${this.#folder}/init`, 'latin1')) || undefined;
    } catch {
      return undefined;
    }
  }
}

/** A named pipe through which process 1 of each place on a host tells that its count is set. */
export function countedIn(disk: string): string {
  return `${disk}/counted`;
}

/** Where the runner, too, sees a host's /proc. */
export function procOf(disk: string): string {
  return `${disk}/proc`;
}
