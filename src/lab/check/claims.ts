import type { RawClaim, RawEvent } from '../schema/claims.ts';
import type { RawPacket } from '../schema/steps.ts';
import type { Path } from '../source.ts';
import { unknownWord } from './findings.ts';
import { readAddress } from './networks.ts';
import { checkReferences } from './references.ts';
import { checkPacket } from './steps.ts';
import { checkHost, lookUp, type NamedKind, type World } from './world.ts';

const ANY: readonly NamedKind[] = ['terminal', 'capture', 'moment', 'build'];

/** Checks a claim against what is known after the last step. */
export function checkClaim(world: World, claim: RawClaim, path: Path): void {
  checkReferences(world, path, claim);
  const expectId = (key: string, id: string, kinds: readonly NamedKind[]) =>
    lookUp(world, { path: [...path, key], id, kinds });
  if ('moment' in claim) expectId('moment', claim.moment, ['moment']);
  if ('capture' in claim) expectId('capture', claim.capture, ['capture']);
  if ('of' in claim && claim.of !== undefined) expectId('of', claim.of, ['terminal']);
  if ('in' in claim) expectId('in', claim.in, ['terminal', 'moment', 'build']);
  if ('exit-of' in claim) expectId('exit-of', claim['exit-of'], ANY);
  if ('sockets' in claim) {
    for (const [i, { peer }] of claim.sockets.entries()) checkPeer(world, peer, [...path, 'sockets', i, 'peer']);
  }
  if ('order' in claim) {
    for (const [i, event] of claim.order.entries()) checkEvent(world, event, [...path, 'order', i]);
  }
  checkPackets(world, claim, path);
}

function checkPeer(world: World, peer: string | undefined, path: Path): void {
  if (peer !== undefined && readAddress(peer) === undefined) checkHost(world, path, peer);
}

const PACKET_KEYS = ['packets', 'never', 'every-connection', 'some-connection', 'connections'];

function checkPackets(world: World, claim: RawClaim, path: Path): void {
  for (const [key, value] of Object.entries(claim)) {
    if (!PACKET_KEYS.includes(key)) continue;
    const isList = Array.isArray(value);
    ([value].flat() as RawPacket[]).forEach((packet, i) => {
      checkPacket(world, packet, isList ? [...path, key, i] : [...path, key]);
    });
  }
}

function checkEvent(world: World, event: RawEvent, path: Path): void {
  const expectId = (key: string, id: string, kinds: readonly NamedKind[]) =>
    lookUp(world, { path: [...path, key], id, kinds });
  if ('typed' in event) {
    if (expectId('into', event.into, ['terminal']) !== undefined) checkTyped(world, event, path);
  } else if ('shows' in event) expectId('on', event.on, ['terminal']);
  else if ('ends' in event) expectId('ends', event.ends, ANY);
  else if ('stops' in event) expectId('stops', event.stops, ['terminal']);
  else if ('begins' in event) expectId('begins', event.begins, ANY);
  else {
    lookUp(world, { path: [...path, 'packet', 'capture'], id: event.packet.capture, kinds: ['capture'] });
    checkPacket(world, event.packet, [...path, 'packet']);
  }
}

/** A claim about a line that no step types could never hold. */
function checkTyped(world: World, { typed, into }: { typed: string; into: string }, path: Path): void {
  const lines = world.lab.steps.flatMap((step) => ('type' in step && step.into === into ? [step.type] : []));
  if (lines.includes(typed)) return;
  const problem = unknownWord({ what: `line typed into ${into}:`, word: typed, known: new Set(lines) });
  world.findings.push({ path: [...path, 'typed'], ...problem });
}
