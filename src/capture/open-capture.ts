import { type RunMessage, say } from '../messages/message.ts';
import type { Capture } from '../record/run-record.ts';
import { OpenTerminal, type TerminalOptions } from '../terminal/open-terminal.ts';
import { asProgram, quoteWord } from '../text/shell/words.ts';
import { within } from '../text/within.ts';

export interface CaptureOptions extends Omit<TerminalOptions, 'command' | 'argv'> {
  /** Device to capture on, e.g. "eth0". */
  device: string;
  /** tcpdump's further options, word by word, and its filter, which may be empty. */
  options: readonly string[];
  filter: string;
  /** File name of the pcap, in `cwd`. */
  pcap: string;
}

/** tcpdump's counts. */
const COUNTS = [
  '(?<captured>\\d+) packets? captured',
  '(?<received>\\d+) packets? received by filter',
  // To the line's end, which tcpdump writes by itself: the ^C that follows would come between.
  '(?<dropped>\\d+) packets? dropped by kernel[^\\n]*\\n',
];
/** On one line when it is asked for them, on three lines when it ends. */
const ASKED = `tcpdump: ${COUNTS.join(', ')}`;
// The echo of a Ctrl-C that finds it while it ends stands anywhere between them.
const CLOSING = COUNTS.join('(?:\\s|\\^C)+');

/** A tcpdump in a terminal of its own. */
export class OpenCapture {
  readonly terminal: OpenTerminal;
  /** From tcpdump's closing lines. */
  packets: Capture['packets'];
  /** True when every packet that passed the filter was written before tcpdump was stopped. */
  isComplete = false;
  /** Why it can't capture here. */
  unavailable: RunMessage | undefined;
  readonly pcap: string;
  #isOver = false;
  /** How often the kernel shows tcpdump a packet: the loopback device twice, of which tcpdump keeps one. */
  readonly #copies: number;

  constructor(options: CaptureOptions) {
    this.pcap = options.pcap;
    this.terminal = new OpenTerminal({ ...options, machine: options.host.unseen, ...tcpdumpCommand(options) });
    this.#copies = options.device === 'lo' ? 2 : 1;
  }

  /** True when tcpdump captures; false when it ended instead or the limit was over. */
  async ready(limit: AbortSignal): Promise<boolean> {
    return (await this.terminal.until({ literal: 'listening on ' }, limit)) !== undefined;
  }

  /**
   * Waits until tcpdump has written every packet that the kernel has for it, then stops it with Ctrl-C. Asked by
   * SIGUSR1, tcpdump tells how many packets passed the filter and how many it has captured: while these differ,
   * some are still on their way, and tcpdump is asked again. A tcpdump that has ended before has its counts, too.
   */
  async complete(limit: AbortSignal): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const { terminal } = this;
    let all = false;
    let asked = 0;
    while (!all && !limit.aborted && terminal.exit === undefined) {
      const counts = await this.#ask(limit);
      asked = counts?.captured ?? 0;
      all = counts !== undefined && (counts.captured + counts.dropped) * this.#copies >= counts.received;
    }
    const isStopped = terminal.exit === undefined;
    if (isStopped) await terminal.type('\x03');
    const closing = await this.#readLast(limit);
    if (closing !== undefined) this.packets = toCounts(closing.values);
    this.isComplete = all && isStopped && asked <= (this.packets?.captured ?? asked);
  }

  /** What became of tcpdump where it did not end as it was told to, or by its own options: what it has is not all. */
  get loss(): RunMessage | undefined {
    const { exit } = this.terminal;
    if (this.unavailable !== undefined) return undefined;
    if (exit === undefined) return say('noAnswer');
    return 'status' in exit && exit.status === 0 ? undefined : say('tcpdumpEnded', { exit });
  }

  /** Its closing counts are what it says last: a packet whose bytes are shown (-A) can hold lines like them. */
  async #readLast(limit: AbortSignal) {
    const { terminal } = this;
    let last = await terminal.until({ regex: CLOSING }, limit);
    await within(terminal.finished, limit);
    for (let next = last; next !== undefined; next = await terminal.until({ regex: CLOSING }, limit)) last = next;
    return last;
  }

  async #ask(limit: AbortSignal) {
    if (!(await this.terminal.signal('SIGUSR1'))) {
      await within(this.terminal.ended, limit);
      return undefined;
    }
    const told = await this.terminal.until({ regex: ASKED }, limit);
    return told && toCounts(told.values);
  }
}

function toCounts(values: Record<string, string>) {
  return { captured: Number(values.captured), received: Number(values.received), dropped: Number(values.dropped) };
}

/**
 * The command line. -l, -U and --immediate-mode bring each packet to the terminal and to the file at once; --print
 * shows what -w writes; -B gives the kernel 16 MiB to keep packets in, so that none is dropped (tcpdump(1)).
 */
function tcpdumpCommand({ device, pcap, options, filter }: CaptureOptions): { argv: string[]; command: string } {
  const words = [
    'tcpdump',
    '-i',
    device,
    '-l',
    '-U',
    '--immediate-mode',
    '-B',
    '16384',
    '--print',
    '-w',
    pcap,
    ...options,
  ];
  const quoted = /^[\w .:/-]*$/.test(filter) ? filter : quoteWord(filter);
  return {
    argv: asProgram(filter === '' ? words : [...words, filter]),
    command: [...words, quoted].filter((part) => part !== '').join(' '),
  };
}
