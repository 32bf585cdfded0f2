import type { Holder, Host, HostProcess, Interface, KernelSocket } from '../host-driver.ts';
import { childOf, processesIn } from '../processes.ts';
import { holderOf, readTcpSockets } from '../sockets.ts';

/** A host whose namespaces are those of the process `init`. */
export class NamespaceHost implements Host {
  readonly name: string;
  readonly fullName: string;
  readonly interfaces: readonly Interface[];
  readonly environment = {};
  /** The process that holds its namespaces. */
  readonly init: number;

  constructor(options: { name: string; domain: string | undefined; interfaces: Interface[]; init: number }) {
    this.name = options.name;
    this.fullName = options.domain === undefined ? options.name : `${options.name}.${options.domain}`;
    this.interfaces = options.interfaces;
    this.init = options.init;
  }

  get reach(): string {
    return this.fullName;
  }

  async sockets(): Promise<KernelSocket[]> {
    return readTcpSockets(`/proc/${this.init}/net`);
  }

  /** Nobody but the lab has sockets here. */
  async holderOf(socket: KernelSocket): Promise<Holder | undefined> {
    const holder = holderOf(socket);
    return holder && { ...holder, isOfLab: true };
  }

  enter(argv: readonly string[], cwd: string): string[] {
    return enterHost(argv, { init: this.init, cwd });
  }

  enterUnseen(argv: readonly string[], cwd: string): string[] {
    return enterHost(argv, { init: this.init, cwd, isUnseen: true });
  }

  programOf(started: number): HostProcess | undefined {
    return childOf(started);
  }

  /** As the host's own /proc has them: with those of confined programs, which are in PID namespaces below the host's. */
  async processes(): Promise<Omit<HostProcess, 'pid'>[]> {
    return processesIn(`/proc/${this.init}/root/proc`);
  }
}

/**
 * `unshare --fork` and not nsenter's own fork: it blocks SIGINT while it waits, so that Ctrl-C reaches the program
 * alone, and it ends the way the program ended. What is unseen stays out of the PID namespace.
 */
export function enterHost(
  argv: readonly string[],
  { init, cwd, isUnseen = false }: { init: number; cwd: string; isUnseen?: boolean },
): string[] {
  const target = ['-t', `${init}`, '-n', '-u', ...(isUnseen ? [] : ['-p']), '-m', '--no-fork', `--wd=${cwd}`];
  return ['nsenter', ...target, '--', 'unshare', '--fork', '--kill-child', '--', ...argv];
}
