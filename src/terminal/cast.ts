import { StringDecoder } from 'node:string_decoder';

/** The header of an asciicast v2 file (one JSON array an event follows it, one a line). */
export function castHeader(options: { columns: number; rows: number; startedAt: Date; command: string }): string {
  const { columns, rows, startedAt, command } = options;
  const timestamp = Math.floor(startedAt.getTime() / 1000);
  return `${JSON.stringify({ version: 2, width: columns, height: rows, timestamp, title: command })}\n`;
}

/** Makes event lines: output "o" and input "i", with seconds since the terminal was opened. */
export class CastEvents {
  readonly #decoder = new StringDecoder('utf8');

  output(atMs: number, bytes: Buffer): string {
    return line(atMs, 'o', this.#decoder.write(bytes));
  }

  input(atMs: number, text: string): string {
    return line(atMs, 'i', text);
  }
}

function line(atMs: number, code: 'o' | 'i', text: string): string {
  return `${JSON.stringify([Math.round(atMs * 1000) / 1e6, code, text])}\n`;
}
