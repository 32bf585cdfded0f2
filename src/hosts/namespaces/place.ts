import { mkdirSync, readFileSync } from 'node:fs';
import type { Confined } from '../host-driver.ts';
import type { Machine, Running, Start } from '../machine.ts';
import { sendSignal } from '../send-signal.ts';
import { confineProgram, KEY_FILES, OWN_FOLDER } from './bubblewrap.ts';
import { sharedFolders } from './files/host-files.ts';
import type { NamespaceHost } from './host.ts';
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

/** Tells on descriptor 6, before all else, the program's id as its host counts: the first word of a file that is read there. */
const BEGIN = 'read -r pid _ <"$0"; echo "$pid" >&6; exec 6>&-; ';

/** Process 1 is labreport's, and what it has of the machine's file systems anybody could read (proc(5), mountinfo). */
const NO_FIRST = ['--tmpfs', '/proc/1', '--remount-ro', '/proc/1'];

let made = 0;

export interface PlaceOptions {
  disk: string;
  /** Where what confines it is started: around a host, or where the build is. */
  around: Machine;
  /** Where the lab's own programs are on no host. */
  lab: Machine;
  /** Absent for the build. */
  host?: NamespaceHost;
  /** Folders among the sources that all hosts share. */
  shared?: readonly string[];
  /** Programs can be kept from making user namespaces. */
  closed: boolean;
  /** How many processes there can be, whoever makes them. */
  processes: number;
}

/** A PID namespace for one confined program. It begins with the program, and ends when it is destroyed, or with the run. */
export class Place implements Confined {
  readonly disk: string;
  readonly proc: string;
  readonly #folder: string;
  readonly #options: PlaceOptions;
  #isDestroyed = false;

  constructor(options: PlaceOptions) {
    made += 1;
    this.#options = options;
    this.disk = options.disk;
    this.#folder = `${PLACES}/${made}`;
    this.proc = `${this.#folder}/proc`;
    mkdirSync(this.proc, { recursive: true });
  }

  /**
   * Programs enter all of their host but its mounts: bubblewrap looks for its child by an id that the lab's own /proc has.
   * Its first program is a shell, which tells that it begins, and under which id.
   */
  start({ argv, before = '', ...rest }: Start): Promise<Running> {
    const { host, disk, shared = [], closed, processes, around } = this.#options;
    const id = host === undefined ? '/proc/self/stat' : `/proc/self/fd/${HOST_PROC_DESCRIPTOR}/self/stat`;
    const own = [
      ...(host === undefined ? BUILD_ALONE : []),
      ...['--ro-bind', this.proc, '/proc'],
      ...['--ro-bind', PID_MAX, '/proc/sys/kernel/pid_max'],
      ...NO_KEYS,
      ...NO_FIRST,
    ];
    const shell = ['bash', '-c', `${BEGIN}${before}exec "$@"`, id, ...argv];
    const bwrap = confineProgram(shell, { disk, own, closed, shared: sharedFolders(shared) });
    const started = startBubblewrap(bwrap, {
      place: this.#folder,
      hostProc: host && procOf(disk),
      processes,
      counted: countedIn(disk),
      filter: FILTER,
    });
    return around.start({ ...rest, argv: started, cwd: '/' });
  }

  get beside(): Machine | undefined {
    const init = this.#init;
    if (init === undefined) return undefined;
    const enter = ['nsenter', '-t', `${init}`, '-n', '-u', '-p', '-m', '--no-fork', '--wd=/', '--'];
    const { lab } = this.#options;
    return {
      start: (start) =>
        lab.start({ ...start, argv: [...enter, 'unshare', '--fork', '--kill-child', '--', ...start.argv] }),
    };
  }

  /** Its folder while it is there and has begun. */
  get folder(): string | undefined {
    return this.#init === undefined || this.wasCrowded ? undefined : this.#folder;
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
