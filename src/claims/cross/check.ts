import type { Facts } from '../../evidence/facts.ts';
import { checkAccepted } from './accepted.ts';
import type { CrossCheck } from './cross-check.ts';
import { checkHandshakes } from './handshake.ts';
import { checkStates } from './state.ts';
import { watchesOf } from './watch.ts';

/** Holds the evidence of a run against its captures, without being asked for it by the lab. Pure. */
export function crossCheck({ facts }: { facts: Facts }): CrossCheck[] {
  const watches = watchesOf(facts);
  return [...checkHandshakes(facts, watches), ...checkAccepted(facts, watches), ...checkStates(facts, watches)];
}
