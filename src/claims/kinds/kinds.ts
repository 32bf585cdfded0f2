import type { Claim } from '../../lab/claims/claims.ts';
import { command } from './command.ts';
import { conversation } from './conversation.ts';
import { exit } from './exit.ts';
import type { ClaimKind } from './kind.ts';
import { order } from './order.ts';
import { packets } from './packets.ts';
import { processes } from './processes.ts';
import { sockets } from './sockets.ts';
import { text } from './text.ts';

/** Every kind of claim, by the word that a lab has for it. */
export const KINDS: { readonly [K in Claim['kind']]: ClaimKind<Extract<Claim, { kind: K }>> } = {
  sockets,
  processes,
  packets,
  conversation,
  text,
  exit,
  order,
  command,
};
