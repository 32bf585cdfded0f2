import type { HostDriver } from '../host-driver.ts';
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
  prepare: prepareMounts,
  open: openNamespaces,
  openSandbox,
};
