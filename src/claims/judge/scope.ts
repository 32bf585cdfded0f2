import type { Facts } from '../../evidence/facts.ts';
import { parameterValues, type Scope } from '../../lab/shell/expand.ts';
import { oncePerRun } from './once.ts';

/** What `${...}` stood for when the run had ended. */
export const scopeOf: (facts: Facts) => Scope = oncePerRun(({ record }) => {
  const { lab, hosts, evidence } = record;
  const terminals = evidence.filter((each) => each.kind === 'terminal');
  return {
    parameters: parameterValues(lab),
    hosts: Object.fromEntries(hosts.map(({ name, reach }) => [name, reach])),
    values: Object.fromEntries(
      terminals.map(({ id, pid, values }) => [id, { ...(pid && { pid: `${pid}` }), ...values }]),
    ),
  };
});
