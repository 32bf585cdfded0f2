import type { Facts } from '../../evidence/facts.ts';
import { expand, expandKeys, expandPattern, parameterValues, type Scope } from '../../lab/shell/expand.ts';
import type { Claim, EventPattern } from '../../lab/types.ts';
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

/** The claim with values in place of the references in its ports and texts. Throws where one has no value. */
export function expandClaim(claim: Claim, scope: Scope): Claim {
  switch (claim.kind) {
    case 'sockets':
      return { ...claim, sockets: claim.sockets.map((each) => expandKeys(each, scope)) };
    case 'packets':
      return { ...claim, packets: claim.packets.map((each) => expandKeys(each, scope)) };
    case 'conversation':
      return { ...claim, sequence: claim.sequence.map((each) => expandKeys(each, scope)) };
    case 'text': {
      const [shows, lacks] = [claim.shows, claim.lacks].map((texts) => texts.map((text) => expandPattern(text, scope)));
      return { ...claim, shows: shows ?? [], lacks: lacks ?? [] };
    }
    case 'order':
      return { ...claim, order: claim.order.map((event) => expandEvent(event, scope)) };
    default:
      return claim;
  }
}

function expandEvent(event: EventPattern, scope: Scope): EventPattern {
  if (event.kind === 'shows') return { ...event, text: expandPattern(event.text, scope) };
  if (event.kind === 'typed') return { ...event, text: expand(event.text, scope) };
  return event.kind === 'packet' ? { ...event, match: expandKeys(event.match, scope) } : event;
}
