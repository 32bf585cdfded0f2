import type { HostFacts } from '../../../record/run-record.ts';
import { captured, type Helper } from '../../report.ts';

const FIELDS: Record<string, (host: HostFacts) => string | undefined> = {
  name: (host) => host.name,
  'full-name': (host) => host.fullName,
  address: (host) => host.interfaces[0]?.address,
  interface: (host) => host.interfaces[0]?.name,
  network: (host) => host.interfaces[0]?.network,
  mac: (host) => host.interfaces[0]?.mac,
};

/**
 * A fact of a host; of its first interface, where it is one of an interface.
 * @argument {text} name the name of a host
 * @argument {text} field name, full-name, address, interface, network or mac
 * @example `vit001` has address {{host "vit001" "address"}}.
 */
export const host: Helper = (report, call) => {
  call.expect({ args: 2 });
  const { hosts } = report.facts.record;
  const name = call.text(0, 'the name of a host');
  const found = hosts.find((candidate) => candidate.name === name);
  if (found === undefined)
    throw call.unknown(
      'host',
      name,
      hosts.map((candidate) => candidate.name),
    );
  const field = call.text(1, 'the name of a field', Object.keys(FIELDS));
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (read === undefined) throw call.unknown('field', field, Object.keys(FIELDS));
  const text = read(found);
  if (text === undefined) throw call.fail(`host "${name}" has no ${field}`);
  return captured(report, text);
};
