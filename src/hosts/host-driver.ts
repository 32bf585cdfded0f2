import type { RunMessage } from '../messages/message.ts';
import type { DriverTraits } from '../record/run-record.ts';
import type { Machine } from './machine.ts';

/** What a driver makes: networks, and hosts with their addresses on them. */
export interface NetworkPlan {
  domain?: string;
  /** Network name to IPv4 CIDR. */
  networks: Record<string, string>;
  /** Host name to its address on each network. */
  hosts: Record<string, Record<string, string>>;
  /** Folders among the sources that all hosts share; all else is each host's own, where the driver can. */
  shared?: readonly string[];
}

export interface Interface {
  /** Device name, e.g. "eth0". */
  name: string;
  network: string;
  address: string;
  mac?: string;
}

/** A machine of the lab as programs see it. A driver makes it; it is gone when the lab ends. */
export interface Host extends Machine {
  readonly name: string;
  readonly fullName: string;
  /** What programs on the other hosts call it: its full name, or an address where names can't be had. */
  readonly reach: string;
  readonly interfaces: readonly Interface[];
  /** Environment that programs need here; shown in front of their commands. */
  readonly environment: Readonly<Record<string, string>>;
  /** For what testifies: on the host's network; where the driver can, programs on the host neither see nor reach it. */
  readonly unseen: Machine;
  /** Its TCP sockets, as its kernel has them: no program runs there for it. */
  sockets(): Promise<KernelSocket[]>;
  /** Its processes, as it counts them itself. */
  processes(): Promise<HostProcess[]>;
  /** Who has a socket open; undefined where that can't be seen, or nobody has it any more. */
  holderOf(socket: KernelSocket): Promise<Holder | undefined>;
}

/** A TCP socket as the kernel has it (proc(5), /proc/net/tcp). */
export interface KernelSocket {
  state: string;
  localAddress: string;
  localPort: number;
  peerPort: number;
  /** Bytes that have come and that no program has read yet. */
  unread: number;
  /** Number by which the descriptors of processes name it; 0 when no process has it any more. */
  inode: number;
}

/** A process that has a socket open. */
export interface Holder {
  program: string;
  /** As `ps` on the host shows it. */
  hostPid: number;
  /** Whether it is one of the lab's, and not another of the machine's. */
  isOfLab: boolean;
}

export interface HostProcess {
  /** As `ps` on the host shows it. */
  pid: number;
  parent: number;
  /** One letter, as in proc(5): R, S, D, T, Z ... */
  state: string;
  /** Program name, at most 15 characters (proc(5), comm). */
  program: string;
}

/** All drivers, the best first. */
export const DRIVER_NAMES = ['namespaces', 'loopback'] as const;
export type DriverName = (typeof DRIVER_NAMES)[number];

/**
 * A way to make hosts. To add one: write it beside the others, put it into the table in drivers.ts, and the
 * contract tests run against it.
 */
export interface HostDriver {
  readonly name: DriverName;
  /** One line for `labreport doctor` and `--help`. */
  readonly summary: string;
  /** What its hosts are like. */
  readonly traits: DriverTraits;
  /** Tries for real, one by one, what the driver needs on this machine. */
  probe(): Promise<Need[]>;
  /** The argv that runs labreport's runner where this driver can make hosts. When the pipe on fd 3 closes, all of it ends. */
  confine(argv: readonly string[]): string[];
  /** Called by the runner, inside `confine`. */
  prepare(options: SiteOptions): Promise<Site>;
}

export interface SiteOptions {
  plan: NetworkPlan;
  /** The run's own, for sources and logs. */
  folder: string;
  /** Hears of what the lab can't go on without, and that was lost. */
  onLost: (error: Error) => void;
}

/** Where a lab's hosts are made. */
export interface Site {
  /** The run's folder, as programs of the lab see it. */
  readonly folder: string;
  /** For what is on no host: builds. */
  readonly machine: Machine;
  /** Makes the hosts. */
  open(): Promise<OpenHosts>;
  /** Keeps programs apart that are not the lab's own. Absent where that can't be done. */
  openSandbox?(options: SandboxOptions): Promise<Sandbox>;
  /** Ends every program of the run that is still there. */
  end(): void;
}

/** How much confined programs may take of what only the driver can bound. */
export interface SandboxOptions {
  /** What fits into each copy of the sources' folder, with /tmp. */
  diskBytes: number;
  /** How many processes each program may have. */
  processes: number;
}

/** Programs in it see their folder, the tools and their host's network, and nothing else of the machine. */
export interface Sandbox {
  /** Folder in which the build puts what it makes. */
  readonly built: string;
  /** Makes ready the hosts where programs are to be confined; what was built is not there yet. */
  enter(hosts: readonly Host[]): Promise<void>;
  /** Gives each host a copy of what was built, for its programs alone. */
  share(): Promise<void>;
  /** A place for one program, with all that it starts: on a host by its name, or for the build, which is on none. */
  place(host?: string): Confined;
  /** Lets programs count their processes on from where their hosts are by now, so that both tell the same ids. */
  keepCount(): Promise<void>;
}

/** Where one confined program runs, in its copy of the sources' folder: it sees no process but its own. */
export interface Confined extends Machine {
  /** The same place for what is not confined, where ids are those that the program sees; undefined where that is no more. */
  readonly beside: Machine | undefined;
  /** A file system that holds all that the host's programs write; the copy is its folder `src`. */
  readonly disk: string;
  /** Its own /proc (proc(5)), empty until it begins. Process 1 is labreport's. */
  readonly proc: string;
  /** There were more processes than there may be: all that ran there has been ended. */
  readonly wasCrowded: boolean;
  /** Ends all that runs there, at once. */
  destroy(): void;
}

export interface OpenHosts {
  hosts: Host[];
  /** What was fixed so that runs come out the same, one sentence each. */
  pins: RunMessage[];
  /** What can't be shown here, one sentence each. */
  limits: RunMessage[];
  /** The sources are built: each host gets them. */
  giveSources(): Promise<void>;
}

/** Something that a driver needs, and whether this machine has it. */
export interface Need {
  name: string;
  met: boolean;
  /** Without it the driver can't be used at all. */
  required: boolean;
  /** What was tried and what came of it. */
  seen: string;
  /** The command that mends it, when it is not met. */
  mend?: string;
}
