import { READINGS, type ReadingName } from '../evidence/readings/readings.ts';
import type { Packet } from '../evidence/types.ts';
import type { Call } from '../template/call.ts';
import type { Captured, Missing } from '../template/captured.ts';
import type { RowKind } from '../template/scope.ts';
import { makeVisible } from '../text/visible.ts';
import { captured, missing, type Report } from './report.ts';

/** The packets of a capture. */
const PACKETS: RowKind = {
  name: 'packet',
  fields: (
    'frame length protocol source.address source.port destination.address destination.port tcp.flags tcp.seq tcp.ack ' +
    'tcp.relativeSeq tcp.relativeAck tcp.window tcp.options payload.length payload'
  ).split(' '),
};

/** The kinds of rows, by the helpers that give them. */
export const ROWS: Readonly<Record<ReadingName | 'packets', RowKind>> = { ...READINGS, packets: PACKETS };

/** As much of an array as is used here: the packets of a capture are read when they are asked for. */
interface Items<T> extends Iterable<T> {
  readonly length: number;
  map<V>(read: (item: T, place: number) => V): V[];
  flatMap<V>(read: (item: T) => V | readonly V[]): V[];
}

type Field = string | number | Uint8Array | readonly string[] | undefined;
export type Row = { [name: string]: number | Captured | Missing | Row };

/** Rows that a template asked for, e.g. sockets. */
export class Rows<T extends object = object> {
  readonly kind: RowKind;
  readonly items: Items<T>;
  readonly #call: Call;

  constructor(kind: RowKind, items: Items<T>, call: Call) {
    this.kind = kind;
    this.items = items;
    this.#call = call;
  }

  arePackets(): this is Rows<Packet> {
    return this.kind === PACKETS;
  }

  /** As messages name several of them. */
  get plural(): string {
    return this.#call.name;
  }

  /** What the template asked for, as it was written. */
  get asked(): string {
    const named = Object.entries(this.#call.named).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    return [this.#call.name, ...this.#call.args.map((value) => JSON.stringify(value)), ...named].join(' ');
  }

  toString(): string {
    const use = `Use (${this.asked}) in {{count ...}}, {{pick ... "field"}}, {{list ... "field"}} or {{#each ...}}.`;
    throw this.#call.fail(`{{${this.#call.name}}} gives ${this.plural}, which are no text`, use);
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
  if (!rows.kind.fields.includes(field)) throw call.unknown(`field of a ${rows.kind.name}`, field, rows.kind.fields);
  return field;
}

/** Whether a value counts as true in {{#if}}: rows do when there are any. */
export function isTrue(value: unknown): boolean {
  return value instanceof Rows ? value.items.length > 0 : Boolean(value);
}

/** A field of one row; undefined where the tool printed none. */
export function readField(item: object, path: string): Field {
  // A capture may hold less of a packet than was on the wire.
  const { payload, payloadLength } = item as Partial<Packet>;
  if (path === 'payload.length' && payload !== undefined) return payloadLength ?? payload.length;
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
export function toRow(report: Report, rows: Rows, item: object): Row {
  const row: Row = {};
  for (const path of rows.kind.fields) {
    const [name = '', inner] = path.split('.');
    const value = toValue(report, readField(item, path)) ?? missing(report, (words) => words.notPrinted(path));
    if (inner === undefined) row[name] = value;
    else row[name] = { ...(row[name] as Row | undefined), [inner]: value };
  }
  return row;
}
