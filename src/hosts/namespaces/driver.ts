import { openAgents } from '../agent/open-agents.ts';
import type { HostDriver, Site, SiteOptions } from '../host-driver.ts';
import { confine } from './confine.ts';
import { prepareMounts } from './mounts.ts';
import { openNamespaces } from './open-namespaces.ts';
import { probeNamespaces } from './probe.ts';
import { openSandbox } from './sandbox.ts';

/** Hosts made of Linux namespaces, by an ordinary user (namespaces(7)). */
export const namespaces: HostDriver = {
  name: 'namespaces',
  summary: 'hosts made of Linux namespaces: own network, processes and names each, no root needed',
  traits: { ownNetwork: true, ownProcesses: true, namesResolve: true, confines: true, oneClock: true },
  probe: probeNamespaces,
  confine,
  prepare,
};

async function prepare({ plan, folder, onLost }: SiteOptions): Promise<Site> {
  const [agents, inside] = await Promise.all([
    openAgents(Object.keys(plan.hosts).length, { onLost }),
    prepareMounts(plan, folder),
  ]);
  const machine = agents.own.machine({ processes: true, mounts: true });
  return {
    folder: inside,
    machine,
    open: () => openNamespaces(plan, agents),
    openSandbox: (options) => openSandbox(agents.own, { ...options, shared: plan.shared ?? [] }),
    // The kernel ends what still runs, with the namespaces.
    end() {
      for (const agent of [agents.own, ...agents.hosts]) agent.close();
    },
  };
}
