import { say } from '../../messages/message.ts';
import { hex, u8, u16, u32 } from './bytes.ts';
import { fail, type Reading } from './reading.ts';

const END_OF_LIST = 0;
const NO_OPERATION = 1;

interface Option {
  /** Option length by which `text` may be used; another length is shown as bytes. */
  fits(length: number): boolean;
  /** `at` is where the option's value begins. */
  text(data: Uint8Array, at: number, length: number): string;
}

/** Options by kind, in tcpdump's words. To add one, put it here. */
const OPTIONS: Record<number, Option> = {
  2: { fits: (length) => length === 4, text: (data, at) => `mss ${u16(data, at)}` },
  3: { fits: (length) => length === 3, text: (data, at) => `wscale ${u8(data, at)}` },
  4: { fits: (length) => length === 2, text: () => 'sackOK' },
  5: { fits: (length) => length > 2 && length % 8 === 2, text: sackText },
  8: { fits: (length) => length === 10, text: (data, at) => `TS val ${u32(data, at)} ecr ${u32(data, at + 4)}` },
};
/** Options that are shown by name and bytes. */
const NAMES: Record<number, string> = { 19: 'md5', 28: 'uto', 29: 'tcp-ao', 30: 'mptcp', 34: 'tfo' };

/** The options between `start` and `end`, in order, up to the end-of-list option. */
export function readTcpOptions(reading: Reading, start: number, end: number): string[] {
  const { data } = reading;
  const options: string[] = [];
  let at = start;
  while (at < end) {
    const kind = u8(data, at);
    if (kind === END_OF_LIST || kind === NO_OPERATION) {
      options.push(kind === NO_OPERATION ? 'nop' : 'eol');
      if (kind === END_OF_LIST) break;
      at++;
      continue;
    }
    const length = at + 1 < end ? u8(data, at + 1) : 0;
    if (length < 2 || at + length > end) {
      fail(reading, say('optionLength', { protocol: 'TCP', kind, says: length, left: end - at }));
      break;
    }
    options.push(optionText(data, at, length));
    at += length;
  }
  return options;
}

function optionText(data: Uint8Array, at: number, length: number): string {
  const kind = u8(data, at);
  const option = OPTIONS[kind];
  if (option?.fits(length)) return option.text(data, at + 2, length);
  const name = NAMES[kind] ?? `unknown-${kind}`;
  return length === 2 ? name : `${name} 0x${hex(data, at + 2, at + length)}`;
}

/** RFC 2018: the edges of each block that was received. */
function sackText(data: Uint8Array, at: number, length: number): string {
  const blocks = Array.from({ length: (length - 2) / 8 }, (_, i) => at + 8 * i);
  return `sack ${blocks.length} ${blocks.map((edge) => `{${u32(data, edge)}:${u32(data, edge + 4)}}`).join('')}`;
}
