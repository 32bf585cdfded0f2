import { UNBOUNDED } from '../../lab/pieces/count.ts';
import type { ConnectionName, PacketName, Range } from '../../messages/values.ts';

/** The words that are there, with single spaces between them. */
export function join(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}

/** "se esperaba 1", "se esperaban al menos 2", "se esperaban de 1 a 3". */
export function formatExpected({ atLeast, atMost }: Range): string {
  const verb = (count: number) => (count === 1 ? 'se esperaba' : 'se esperaban');
  if (atLeast === atMost) return `${verb(atLeast)} ${atLeast}`;
  if (atMost >= UNBOUNDED) return `${verb(atLeast)} al menos ${atLeast}`;
  return atLeast === 0 ? `${verb(atMost)} como máximo ${atMost}` : `se esperaban de ${atLeast} a ${atMost}`;
}

/** "la línea 3", "las líneas 3 a 5". */
export function formatLines(lines: readonly number[]): string {
  return lines.length === 1 ? `la línea ${lines[0]}` : `las líneas ${lines[0]} a ${lines.at(-1)}`;
}

/** "la conexión 1 (de vit002.36030 a vit001.8990)". */
export function formatConnection({ number, client, server }: ConnectionName): string {
  return `la conexión ${number} (de ${client} a ${server})`;
}

/** "FIN ACK del servidor", "datagrama UDP a vit002": a packet without an article; all its nouns are masculine. */
export function formatPacket(pattern: PacketName): string {
  const [noun] = nounsOf(pattern);
  return join([pattern.flags === undefined ? noun : pattern.flags.join(' '), ...qualify(pattern)]);
}

/** "1 segmento FIN ACK del servidor", "0 paquetes en el puerto 53". */
export function formatPackets(count: number, pattern: PacketName): string {
  const [one, many] = nounsOf(pattern);
  return join([`${count}`, count === 1 ? one : many, pattern.flags?.join(' '), ...qualify(pattern)]);
}

function qualify({ from, to, port, payload }: PacketName): (string | undefined)[] {
  return [
    from && fromSide(from),
    to && toSide(to),
    port && `en el puerto ${port}`,
    payload === undefined ? undefined : `con ${JSON.stringify(payload)}`,
  ];
}

const SIDES: Record<string, string> = { client: 'cliente', server: 'servidor' };

function fromSide(name: string): string {
  return Object.hasOwn(SIDES, name) ? `del ${SIDES[name]}` : `de ${name}`;
}

function toSide(name: string): string {
  return Object.hasOwn(SIDES, name) ? `al ${SIDES[name]}` : `a ${name}`;
}

function nounsOf({ flags, protocol }: PacketName): readonly [one: string, many: string] {
  if (flags !== undefined) return ['segmento', 'segmentos'];
  if (protocol === undefined) return ['paquete', 'paquetes'];
  return NOUNS[protocol];
}

const NOUNS = {
  TCP: ['segmento TCP', 'segmentos TCP'],
  UDP: ['datagrama UDP', 'datagramas UDP'],
  ICMP: ['mensaje ICMP', 'mensajes ICMP'],
  ARP: ['paquete ARP', 'paquetes ARP'],
} as const;
