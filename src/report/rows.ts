import type { Packet, Process, Socket } from '../evidence/types.ts';
import type { Call } from '../template/call.ts';
import type { Captured, Missing } from '../template/captured.ts';
import type { RowKind } from '../template/scope.ts';
import { makeVisible } from '../text/visible.ts';
import { captured, missing, type Report } from './report.ts';

/** The fields that a template may ask of each kind of row. */
const FIELDS = {
  socket:
    'protocol state receiveQueue sendQueue local.address local.port local.service ' +
    'peer.address peer.port peer.service pid program line',
  process: 'pid parent tty state command program line',
  packet:
    'frame length protocol source.address source.port destination.address destination.port tcp.flags tcp.seq ' +
    'tcp.ack tcp.relativeSeq tcp.relativeAck tcp.window tcp.options payload.length payload',
} as const;

/** The kinds of rows, by the helpers that give them. */
export const ROWS = { sockets: kindOf('socket'), processes: kindOf('process'), packets: kindOf('packet') };

function kindOf(name: keyof typeof FIELDS): RowKind {
  return { name, fields: FIELDS[name].split(' ') };
}

type Item = { socket: Socket; process: Process; packet: Packet };
/** As much of an array as is used here: the packets of a capture are read when they are asked for. */
interface Items<T> extends Iterable<T> {
  readonly length: number;
  map<V>(read: (item: T, place: number) => V): V[];
  flatMap<V>(read: (item: T) => V | readonly V[]): V[];
}

type Field = string | number | Uint8Array | readonly string[] | undefined;
export type Row = { [name: string]: number | Captured | Missing | Row };

/** Sockets, processes or packets that a template asked for. */
export class Rows<K extends keyof Item = keyof Item> {
  readonly kind: K;
  readonly items: Items<Item[K]>;
  readonly #call: Call;

  constructor(kind: K, items: Items<Item[K]>, call: Call) {
    this.kind = kind;
    this.items = items;
    this.#call = call;
  }

  isOf<T extends keyof Item>(kind: T): this is Rows<T> {
    return (this.kind as keyof Item) === kind;
  }

  get fields(): string[] {
    return FIELDS[this.kind].split(' ');
  }

  /** What the template asked for, as it was written. */
  get asked(): string {
    const named = Object.entries(this.#call.named).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    return [this.#call.name, ...this.#call.args.map((value) => JSON.stringify(value)), ...named].join(' ');
  }

  toString(): string {
    const use = `Use (${this.asked}) in {{count ...}}, {{pick ... "field"}}, {{list ... "field"}} or {{#each ...}}.`;
    throw this.#call.fail(`{{${this.#call.name}}} gives ${this.kind}s, which are no text`, use);
  }
}

/** The rows that a helper's first argument gives. */
export function takeRows(call: Call): Rows {
  const [rows] = call.args;
  if (rows instanceof Rows) return rows;
  const example = `(sockets "netstat-open" state="LISTEN")`;
  throw call.fail(
    `unexpected ${JSON.stringify(rows) ?? 'nothing'} for {{${call.name}}}, expected rows such as ${example}`,
  );
}

/** The name of a field that rows of this kind have. */
export function checkField(call: Call, rows: Rows, field: string): string {
  if (!rows.fields.includes(field)) throw call.unknown(`field of a ${rows.kind}`, field, rows.fields);
  return field;
}

/** Whether a value counts as true in {{#if}}: rows do when there are any. */
export function isTrue(value: unknown): boolean {
  return value instanceof Rows ? value.items.length > 0 : Boolean(value);
}

/** A field of one row; undefined where the tool printed none. */
export function readField(item: Item[keyof Item], path: string): Field {
  // A capture may hold less of a packet than was on the wire.
  if (path === 'payload.length' && 'payload' in item) return item.payloadLength ?? item.payload.length;
  const value = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], item);
  return value as Field;
}

/** The field as a template's value. */
export function toValue(report: Report, field: Field): number | Captured | undefined {
  if (field === undefined || typeof field === 'number') return field;
  if (typeof field === 'string') return captured(report, field);
  return captured(report, field instanceof Uint8Array ? makeVisible(field) : field.join(' '));
}

/** The row with all its fields by name, for {{#each}}. */
export function toRow(report: Report, rows: Rows, item: Item[keyof Item]): Row {
  const row: Row = {};
  for (const path of rows.fields) {
    const [name = '', inner] = path.split('.');
    const value = toValue(report, readField(item, path)) ?? missing(report, (words) => words.notPrinted(path));
    if (inner === undefined) row[name] = value;
    else row[name] = { ...(row[name] as Row | undefined), [inner]: value };
  }
  return row;
}
