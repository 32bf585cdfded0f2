import { AgentHost, type AgentHostOptions } from '../agent/agent-host.ts';
import type { Machine } from '../machine.ts';

/** A host whose namespaces are those of its agent and of the process `init`. */
export class NamespaceHost extends AgentHost {
  readonly environment = {};
  /** Its first process, as labreport counts. */
  readonly init: number;
  /** The lab's mounts with the host's processes: for what makes namespaces below the host's. */
  readonly around: Machine;

  constructor(options: AgentHostOptions & { init: number }) {
    super(options);
    this.init = options.init;
    this.around = this.agent.machine({ processes: true, mounts: false, isInside: true });
  }

  get reach(): string {
    return this.fullName;
  }

  /** Nobody but the lab is here. */
  protected async isOfLab(): Promise<boolean> {
    return true;
  }
}
