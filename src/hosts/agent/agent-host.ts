import type { Holder, Host, HostProcess, Interface, KernelSocket } from '../host-driver.ts';
import type { Machine, Running, Start } from '../machine.ts';
import { parseSockets, socketLink } from '../sockets.ts';
import type { Agent } from './agent.ts';
import { parseStat, readProcesses } from './processes.ts';

export interface AgentHostOptions {
  name: string;
  domain: string | undefined;
  interfaces: readonly Interface[];
  agent: Agent;
}

/** A host on which an agent does what there is to do. */
export abstract class AgentHost implements Host {
  readonly name: string;
  readonly fullName: string;
  readonly interfaces: readonly Interface[];
  readonly agent: Agent;
  readonly unseen: Machine;
  readonly #machine: Machine;
  abstract readonly reach: string;
  abstract readonly environment: Readonly<Record<string, string>>;

  constructor({ name, domain, interfaces, agent }: AgentHostOptions) {
    this.name = name;
    this.fullName = domain === undefined ? name : `${name}.${domain}`;
    this.interfaces = interfaces;
    this.agent = agent;
    this.#machine = agent.machine({ processes: true, mounts: true });
    this.unseen = agent.machine({ processes: false, mounts: false });
  }

  start(start: Start): Promise<Running> {
    return this.#machine.start(start);
  }

  async sockets(): Promise<KernelSocket[]> {
    const tables = await this.agent.read('self/net/tcp', 'self/net/tcp6');
    return [...tables.values()].flatMap(parseSockets);
  }

  /** As the host's own /proc has them: with those of confined programs, which are in PID namespaces below the host's. */
  processes(): Promise<HostProcess[]> {
    return readProcesses(this.agent, '/proc/');
  }

  async holderOf({ inode }: KernelSocket): Promise<Holder | undefined> {
    const files = await this.agent.links('#/fd/*');
    const path = [...files].find(([, target]) => target === socketLink(inode))?.[0];
    const pid = path?.split('/')[0];
    if (pid === undefined) return undefined;
    const found = await this.agent.read(`${pid}/stat`, `${pid}/status`);
    const stat = found.get(`${pid}/stat`);
    return stat === undefined
      ? undefined
      : {
          program: parseStat(stat).program,
          hostPid: hostPidOf(found.get(`${pid}/status`) ?? '') ?? Number(pid),
          isOfLab: await this.isOfLab(Number(pid)),
        };
  }

  /** Whether a process, as labreport counts, is one of the lab's. */
  protected abstract isOfLab(pid: number): Promise<boolean>;
}

/** In labreport's numbering first, then in that of its host, then in those below. */
function hostPidOf(status: string): number | undefined {
  const [, hostPid] = /^NSpid:(.*)$/m.exec(status)?.[1]?.trim().split(/\s+/) ?? [];
  return hostPid === undefined ? undefined : Number(hostPid);
}
