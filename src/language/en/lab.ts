import type { LabIdentity } from '../../record/run-record.ts';
import { numbers } from './numbers.ts';

/** A lab's name, and the values of parameters that are not its own, as "port 9000". */
export interface Named {
  name: string;
  values: readonly string[];
}

/** Words about which lab a report was made from. */
export const lab = {
  identity: ({ name, values }: Named, identity: LabIdentity) => {
    const chosen = values.length === 0 ? '' : `; with ${numbers.list(values)}`;
    if (identity.is === 'unknown') return `Lab: ${name}, none of those that come with labreport${chosen}`;
    if (identity.is === 'shipped') return `Lab: ${name}, as it comes with labreport ${identity.labreport}${chosen}`;
    return `Lab: ${name}, changed from labreport ${identity.labreport}: ${changes(identity).join('; ')}${chosen}`;
  },
};

/** What a reader has to know first comes first. */
function changes({ gutted, changed, gone, added, parts }: Extract<LabIdentity, { is: 'changed' }>): string[] {
  return [
    ...(gutted.length === 0
      ? []
      : [`${claims(gutted)} ${gutted.length === 1 ? 'tests' : 'test'} something else under the same words`]),
    ...(changed.length === 0 ? [] : [`other words for ${claims(changed)}`]),
    ...(gone.length === 0 ? [] : [`without ${claims(gone)}`]),
    ...(added.length === 0 ? [] : [`with ${claims(added)} more`]),
    ...(parts.length === 0 ? [] : [`other ${numbers.list(parts)}`]),
  ];
}

function claims(ids: readonly string[]): string {
  return `${ids.length === 1 ? 'claim' : 'claims'} ${numbers.list(ids)}`;
}
