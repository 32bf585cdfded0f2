import type { Facts } from '../../../evidence/facts.ts';
import { matchesPacket, packetMatcher } from '../../../evidence/select.ts';
import type { Packets, PassingPacket } from '../../../evidence/types.ts';
import type { PacketPattern } from '../../../lab/pieces/packet.ts';
import { PACKET_PROTOCOLS, TCP_FLAGS, type TcpFlag } from '../../../lab/terms.ts';
import { LabreportError } from '../../../text/errors.ts';
import { suggest } from '../../../text/suggest.ts';
import { searchText } from './packet-row.ts';

/** The words of {{capture}} and {{sequence}}, which mean the same here. */
const WORDS = ['from', 'to', 'of', 'flags', 'port', 'payload', 'protocol'] as const;
type Word = (typeof WORDS)[number];

/** What a person typed to choose packets, e.g. `from=vit002 flags="SYN ACK" 8990`. */
interface Filter {
  words: Partial<Record<Word, string>>;
  /** Texts that a row must show. */
  texts: string[];
}

/** The packets of a capture that an expression chooses; all when it is empty. */
export function filterPackets(facts: Facts, captureId: string, expression: string): Packets {
  const { words, texts } = parseFilter(expression);
  const all = facts.packets(captureId);
  const isWanted = matcherOf(facts, captureId, words);
  if (isWanted === undefined && texts.length === 0) return all;
  const wanted = texts.map((text) => text.toLowerCase());
  return all.filter((packet) => {
    if (isWanted !== undefined && !isWanted(packet)) return false;
    if (wanted.length === 0) return true;
    const shown = searchText(packet, facts);
    return wanted.every((text) => shown.includes(text));
  });
}

function matcherOf(
  facts: Facts,
  captureId: string,
  words: Filter['words'],
): ((packet: PassingPacket) => boolean) | undefined {
  if (Object.keys(words).length === 0) return undefined;
  const pattern = patternOf(facts, words);
  const context = facts.context(captureId);
  if (words.of === undefined) return packetMatcher(facts.packets(captureId), pattern, context);
  const connection = facts.connectionOf(captureId, readTerminal(facts, words.of));
  if (connection === undefined) return () => false;
  const frames = new Set(connection.packets.map(({ frame }) => frame));
  return (packet) => frames.has(packet.frame) && matchesPacket(packet, pattern, { ...context, connection });
}

function patternOf(facts: Facts, { from, to, flags, port, payload, protocol }: Filter['words']): PacketPattern {
  const hosts = ['client', 'server', ...facts.record.hosts.map(({ name }) => name)];
  return {
    ...(from !== undefined && { from: readSide(from, hosts) }),
    ...(to !== undefined && { to: readSide(to, hosts) }),
    ...(flags !== undefined && { flags: readFlags(flags) }),
    ...(port !== undefined && { port }),
    ...(payload !== undefined && { payload }),
    ...(protocol !== undefined && { protocol: oneOf('protocol', protocol.toUpperCase(), PACKET_PROTOCOLS) }),
  };
}

/** Addresses are taken as they are. */
function readSide(side: string, hosts: readonly string[]): string {
  return /[.:]/.test(side) ? side : oneOf('host', side, hosts);
}

function readFlags(text: string): TcpFlag[] {
  return text.split(/[\s,+]+/).map((flag) => oneOf('flag', flag.toUpperCase(), TCP_FLAGS));
}

function readTerminal(facts: Facts, id: string): string {
  const terminals = facts.record.evidence.filter(({ kind }) => kind === 'terminal').map((each) => each.id);
  return oneOf('terminal for of=', id, terminals);
}

const TERM = /(?:([A-Za-z]+)=)?(?:"([^"]*)"?|(\S+))/g;

function parseFilter(expression: string): Filter {
  const filter: Filter = { words: {}, texts: [] };
  for (const [, key, quoted, plain] of expression.matchAll(TERM)) {
    const value = quoted ?? plain ?? '';
    if (key === undefined) filter.texts.push(value);
    else filter.words[oneOf('word', key, WORDS)] = value;
  }
  return filter;
}

function oneOf<T extends string>(what: string, word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === word);
  if (found !== undefined) return found;
  const near = suggest(word, known);
  throw new LabreportError({
    code: 'usage',
    message: `unexpected ${what} "${word}", expected one of ${known.join(', ') || 'none: there are none'}`,
    ...(near !== undefined && { hint: `Did you mean ${near}?` }),
  });
}
