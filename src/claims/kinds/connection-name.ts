import type { Facts } from '../../evidence/facts.ts';
import type { Connection, Endpoint } from '../../evidence/types.ts';
import type { ConnectionName } from '../../messages/values.ts';

/** A connection as reasons name it. */
export function nameConnection({ number, client, server }: Connection, facts: Facts): ConnectionName {
  return { number, client: nameEndpoint(client, facts), server: nameEndpoint(server, facts) };
}

/** As tcpdump writes it, with the lab's name of the host. */
function nameEndpoint({ address, port }: Endpoint, { record }: Facts): string {
  const host = record.hosts.find(({ interfaces }) => interfaces.some((each) => each.address === address));
  return `${host?.name ?? address}.${port}`;
}
