import type { Facts } from '../evidence/facts.ts';
import type { ConversationClaim } from '../lab/types.ts';
import { expectedOf, formatExpected } from './count.ts';
import { formatConnection, formatPacket } from './packet-words.ts';
import { isComplete, type Match } from './sequence.ts';
import { formatQuantity } from './words.ts';

/** How many connections show the sequence, and what is missing in the first that does not. */
export function describeMatches({ connections }: ConversationClaim, facts: Facts, matches: readonly Match[]): string {
  if (matches.length === 0) return 'the capture holds no connection';
  const shown = matches.filter(isComplete).length;
  const lacking = matches.filter((match) => !isComplete(match));
  if (connections === 'every') {
    return lacking.length === 0 ? describeAll(facts, matches) : describeLack(facts, lacking);
  }
  const expected = expectedOf(connections);
  const of = `of ${formatQuantity(matches.length, 'connection')}, ${shown} ${shown === 1 ? 'shows' : 'show'} the sequence`;
  const lack = shown < expected.atLeast ? `: ${describeLack(facts, lacking)}` : '';
  return `${of} (${formatExpected(expected)})${lack}`;
}

function describeAll(facts: Facts, [first, ...others]: readonly Match[]): string {
  if (first !== undefined && others.length === 0)
    return `${formatConnection(first.connection, facts)} shows the sequence`;
  return `${others.length === 1 ? 'both' : `all ${others.length + 1}`} connections show the sequence`;
}

/** "connection 1 (vit002.36030 to vit001.8990) shows no FIN ACK from the server after frame 9". */
function describeLack(facts: Facts, [first, ...others]: readonly Match[]): string {
  if (first?.missing === undefined) return '';
  const after = first.frames.length === 0 ? '' : ` after frame ${first.frames.at(-1)}`;
  const lack = `${formatConnection(first.connection, facts)} shows no ${formatPacket(first.missing)}${after}`;
  if (others.length === 0) return lack;
  const verb = others.length === 1 ? 'does' : 'do';
  return `${lack}; ${formatQuantity(others.length, 'other connection')} ${verb} not show the sequence either`;
}
