import type { Facts } from '../../evidence/facts.ts';
import type { ConversationClaim } from '../../lab/types.ts';
import type { Phrase } from '../../language/language.ts';
import { expectedOf } from '../judge/count.ts';
import { isComplete, type Match } from '../judge/sequence.ts';
import { nameConnection } from './connection-name.ts';

/** How many connections show the sequence, and what is missing in the first that does not. */
export function describeMatches({ connections }: ConversationClaim, facts: Facts, matches: readonly Match[]): Phrase {
  if (matches.length === 0) return ({ claims }) => claims.noConnection();
  const shown = matches.filter(isComplete).length;
  const lack = describeLack(
    facts,
    matches.filter((match) => !isComplete(match)),
  );
  if (connections === 'every') return lack ?? describeAll(facts, matches);
  const expected = expectedOf(connections);
  const some = { total: matches.length, shown, expected };
  if (lack === undefined || shown >= expected.atLeast) return ({ claims }) => claims.someShowSequence(some);
  return (language) => language.claims.because(language.claims.someShowSequence(some), lack(language));
}

function describeAll(facts: Facts, matches: readonly Match[]): Phrase {
  const names = matches.map(({ connection }) => nameConnection(connection, facts));
  return ({ claims }) => claims.showSequence(names as [(typeof names)[number]]);
}

function describeLack(facts: Facts, [first, ...others]: readonly Match[]): Phrase | undefined {
  if (first?.missing === undefined) return undefined;
  const { connection, missing, frames } = first;
  const after = frames.at(-1);
  const lack = { connection: nameConnection(connection, facts), missing, others: others.length };
  return ({ claims }) => claims.lackSequence({ ...lack, ...(after !== undefined && { after }) });
}
