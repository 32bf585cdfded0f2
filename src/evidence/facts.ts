import type { Message } from '../messages/message.ts';
import type { Capture, Evidence, RunRecord, Terminal } from '../record/run-record.ts';
import { LabreportError } from '../text/errors.ts';
import { suggest } from '../text/suggest.ts';
import { type ByteSource, sourceOf } from './capture/byte-source.ts';
import { type OpenPackets, openPackets } from './capture/open-packets.ts';
import { plainAddress } from './endpoint.ts';
import type { Reading, Row } from './readings/reading.ts';
import { addressesOf, type PacketContext } from './select.ts';
import type { Connection, Packets } from './types.ts';

/** Gives the bytes of a log file, by its path relative to the report's folder. */
export type ReadLog = (path: string) => Uint8Array;
/** Opens a log file that may be too long to be held in memory. */
export type OpenLog = (path: string) => ByteSource;

/** What the evidence of a run says, read when it is first asked for. */
export class Facts {
  readonly record: RunRecord;
  readonly #read: ReadLog;
  readonly #open: OpenLog;
  readonly #cache = new Map<string, unknown>();

  /** Captures are read by `open`, block by block; where it is not given, by `read`, in one piece. */
  constructor({ record, read, open }: { record: RunRecord; read: ReadLog; open?: OpenLog }) {
    this.record = record;
    this.#read = read;
    this.#open = open ?? ((path) => sourceOf(read(path)));
  }

  /** The evidence of this name, where the run has left one. */
  find(id: string): Evidence | undefined {
    return this.#once('index', () => indexById(this.record)).get(id);
  }

  evidence(id: string): Evidence {
    const found = this.find(id);
    if (found !== undefined) return found;
    const ids = this.record.evidence.map((evidence) => evidence.id);
    const near = suggest(id, ids);
    throw new LabreportError({
      code: 'evidence-unavailable',
      message: `unexpected evidence "${id}", expected one of ${ids.join(', ') || 'none: the run saw nothing'}`,
      ...(near !== undefined && { hint: `did you mean "${near}"?` }),
    });
  }

  /** The log, byte for byte, read anew each time: it may be long, and what is made of it is kept. */
  bytes(id: string): Uint8Array {
    return this.#read(this.evidence(id).log);
  }

  /** The log as text: CR LF is LF, bytes that are not UTF-8 are replacement characters. */
  text(id: string): string {
    return this.#once(`text ${id}`, () => {
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes(id)).replaceAll('\r\n', '\n');
    });
  }

  /** What a log shows, read as rows, e.g. of sockets. */
  rows<R extends Row>(reading: Reading<R>, id: string): R[] {
    return this.#once(`rows ${reading.name} ${id}`, () => reading.parse(this.text(id)));
  }

  /** The packets of a capture, with relative sequence numbers filled in. */
  packets(captureId: string): Packets {
    return this.#capture(captureId).packets;
  }

  /** The packets of a capture that are UDP. */
  datagrams(captureId: string): Packets {
    return this.#once(`datagrams ${captureId}`, () => this.packets(captureId).filter(({ udp }) => udp !== undefined));
  }

  /** The packets of which the capture holds less than was on the wire. */
  cutPackets(captureId: string): Packets {
    return this.#capture(captureId).cut;
  }

  /** Why the capture could not be read to its end, when it could not. */
  captureProblem(captureId: string): Message | undefined {
    return this.#capture(captureId).problem;
  }

  connections(captureId: string): Connection[] {
    return this.#capture(captureId).connections;
  }

  /**
   * The first connection in a capture that the terminal's host opened while the terminal's program ran; nothing when it
   * opened none.
   */
  connectionOf(captureId: string, terminalId: string): Connection | undefined {
    const terminal = this.#ofKind(terminalId, 'terminal');
    const own = this.#addresses(terminal.host).map(plainAddress);
    const { epochUs } = this.record.run;
    const fromUs = epochUs + terminal.beganMs * 1000;
    const untilUs = epochUs + terminal.endedMs * 1000;
    return this.connections(captureId).find(({ client, packets }) => {
      const openedUs = packets.at(0)?.timeUs ?? 0;
      return own.includes(plainAddress(client.address)) && openedUs >= fromUs && openedUs <= untilUs;
    });
  }

  /** What host names mean in this run; an id that is given must be a capture's. */
  context(captureId?: string): PacketContext {
    if (captureId !== undefined) this.#ofKind(captureId, 'capture');
    return this.#once('context', () => ({ addresses: addressesOf(this.record.hosts) }));
  }

  #addresses(host: string): string[] {
    const facts = this.record.hosts.find(({ name }) => name === host);
    return facts?.interfaces.map(({ address }) => address) ?? [];
  }

  #capture(id: string): OpenPackets {
    return this.#once(`capture ${id}`, () => {
      const { pcap } = this.#ofKind(id, 'capture');
      if (pcap !== undefined) return openPackets(this.#open(pcap));
      throw new LabreportError({
        code: 'evidence-unavailable',
        message: `capture "${id}" has no packets to read`,
      });
    });
  }

  #ofKind(id: string, kind: 'capture'): Capture;
  #ofKind(id: string, kind: 'terminal'): Terminal;
  #ofKind(id: string, kind: Evidence['kind']): Evidence {
    const evidence = this.evidence(id);
    if (evidence.kind === kind) return evidence;
    const others = this.record.evidence.filter((other) => other.kind === kind).map((other) => other.id);
    throw new LabreportError({
      code: 'evidence-unavailable',
      message: `"${id}" is a ${evidence.kind}, expected a ${kind}`,
      hint: others.length === 0 ? `the run has no ${kind}` : `the run has: ${others.join(', ')}`,
    });
  }

  #once<T>(key: string, make: () => T): T {
    if (!this.#cache.has(key)) this.#cache.set(key, make());
    return this.#cache.get(key) as T;
  }
}

/** The first of a name, should there be several. */
function indexById({ evidence }: RunRecord): Map<string, Evidence> {
  return new Map(evidence.toReversed().map((each) => [each.id, each]));
}
