import { AgentHost, type AgentHostOptions } from '../agent/agent-host.ts';
import { isOfRun } from './sweep.ts';

/** A host that is an address of this machine. Programs see all of the machine's processes, also those that testify. */
export class LoopbackHost extends AgentHost {
  readonly #folder: string;

  constructor(options: AgentHostOptions & { folder: string }) {
    super(options);
    this.#folder = options.folder;
  }

  get reach(): string {
    return this.interfaces[0]?.address ?? '127.0.0.1';
  }

  /** Clients that know LAB_ADDRESS connect from it, so that the hosts can be told apart. */
  get environment() {
    return { LAB_ADDRESS: this.reach };
  }

  protected async isOfLab(pid: number): Promise<boolean> {
    return isOfRun(`${pid}`, this.#folder);
  }
}
