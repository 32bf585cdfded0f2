import { AgentHost } from '../../src/hosts/agent/agent-host.ts';
import { openAgents } from '../../src/hosts/agent/open-agents.ts';
import type { HostDriver, Site, SiteOptions } from '../../src/hosts/host-driver.ts';
import { loopback } from '../../src/hosts/loopback/driver.ts';
import { endPrograms } from '../../src/hosts/loopback/sweep.ts';

/** A driver that CONTRIBUTING's words are enough for: every host is this machine's own shell. */
export const toy: HostDriver = {
  ...loopback,
  summary: 'this machine, by whatever name',
  prepare,
};

class ShellHost extends AgentHost {
  readonly reach = '127.0.0.1';
  readonly environment = {};

  protected async isOfLab(): Promise<boolean> {
    return true;
  }
}

async function prepare({ plan, folder, onLost }: SiteOptions): Promise<Site> {
  const { own: agent } = await openAgents(0, { environment: { HOME: folder }, onLost });
  const interfaces = [{ name: 'lo', network: 'lan', address: '127.0.0.1' }];
  const hosts = Object.keys(plan.hosts).map((name) => new ShellHost({ name, domain: plan.domain, interfaces, agent }));
  return {
    folder,
    machine: agent.machine({ processes: true, mounts: true }),
    open: async () => ({ hosts, pins: [], limits: [], giveSources: async () => {} }),
    end() {
      agent.close();
      endPrograms(folder);
    },
  };
}
