import type { Facts } from '../../evidence/facts.ts';
import { parameterValues, type Scope } from '../../lab/shell/expand.ts';
import type { HostFacts, RunRecord } from '../../record/run-record.ts';
import { oncePerRun } from './once.ts';

/** What `${...}` stood for when the run had ended. */
export const scopeOf: (facts: Facts) => Scope = oncePerRun(({ record }) => {
  const { lab, hosts, evidence } = record;
  const terminals = evidence.filter((each) => each.kind === 'terminal');
  return {
    parameters: parameterValues(lab),
    hosts: Object.fromEntries(hosts.map((host) => [host.name, reachOf(host, record)])),
    values: Object.fromEntries(
      terminals.map(({ id, pid, values }) => [id, { ...(pid && { pid: `${pid}` }), ...values }]),
    ),
  };
});

/** What programs call a host: loopback gives hosts addresses but no names. */
function reachOf({ fullName, interfaces }: HostFacts, { driver }: RunRecord): string {
  return driver.name === 'loopback' ? (interfaces[0]?.address ?? '127.0.0.1') : fullName;
}
