import type { Interface, NetworkPlan } from '../types.ts';

/** 127.0.N.H: N counts the lab's networks from 1, H its hosts. */
export function planAddresses(plan: NetworkPlan): Record<string, Interface[]> {
  const networks = Object.keys(plan.networks);
  const hosts = Object.keys(plan.hosts);
  return Object.fromEntries(
    hosts.map((name, host) => [
      name,
      Object.keys(plan.hosts[name] ?? {}).map((network) => ({
        name: 'lo',
        network,
        address: `127.0.${networks.indexOf(network) + 1}.${host + 1}`,
      })),
    ]),
  );
}
