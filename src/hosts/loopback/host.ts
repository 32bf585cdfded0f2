import type { Holder, Host, HostProcess, Interface, KernelSocket } from '../host-driver.ts';
import { listProcesses, readProcess } from '../processes.ts';
import { holderOf, readTcpSockets } from '../sockets.ts';
import { isOfRun } from './sweep.ts';

/** A host that is an address of this machine. */
export class LoopbackHost implements Host {
  readonly name: string;
  readonly fullName: string;
  readonly interfaces: readonly Interface[];
  readonly #folder: string;

  constructor(options: {
    name: string;
    domain: string | undefined;
    interfaces: readonly Interface[];
    /** The run's own. */
    folder: string;
  }) {
    this.#folder = options.folder;
    this.name = options.name;
    this.fullName = options.domain === undefined ? options.name : `${options.name}.${options.domain}`;
    this.interfaces = options.interfaces;
  }

  get reach(): string {
    return this.interfaces[0]?.address ?? '127.0.0.1';
  }

  /** Clients that know LAB_ADDRESS connect from it, so that the hosts can be told apart. */
  get environment() {
    return { LAB_ADDRESS: this.reach };
  }

  enter(argv: readonly string[], cwd: string): string[] {
    return ['env', '-C', cwd, ...argv];
  }

  /** Programs see all of the machine's processes. */
  enterUnseen(argv: readonly string[], cwd: string): string[] {
    return this.enter(argv, cwd);
  }

  programOf(started: number): HostProcess | undefined {
    return readProcess(started);
  }

  async sockets(): Promise<KernelSocket[]> {
    return readTcpSockets('/proc/self/net');
  }

  async processes(): Promise<HostProcess[]> {
    return listProcesses();
  }

  async holderOf(socket: KernelSocket): Promise<Holder | undefined> {
    const holder = holderOf(socket);
    return holder && { ...holder, isOfLab: isOfRun(`${holder.pid}`, this.#folder) };
  }
}
