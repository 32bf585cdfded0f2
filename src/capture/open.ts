import type { Capture } from '../record/types.ts';
import { OpenTerminal, type TerminalOptions } from '../terminal/open.ts';

export interface CaptureOptions extends Omit<TerminalOptions, 'command'> {
  /** Device to capture on, e.g. "eth0". */
  device: string;
  /** tcpdump options and filter as the lab gives them; may be empty. */
  options: string;
  filter: string;
  /** File name of the pcap, in `cwd`. */
  pcap: string;
}

/** tcpdump's counts: on one line when it is asked for them, on three lines when it ends. */
const COUNTS = [
  '(?<captured>\\d+) packets? captured',
  '(?<received>\\d+) packets? received by filter',
  // To the line's end, which tcpdump writes by itself: the ^C that follows would come between.
  '(?<dropped>\\d+) packets? dropped by kernel[^\\n]*\\n',
].join('[,\\s]+');

/** A tcpdump in a terminal of its own. */
export class OpenCapture {
  readonly terminal: OpenTerminal;
  /** From tcpdump's closing lines. */
  packets: Capture['packets'];
  /** True when every packet that passed the filter was written before tcpdump was stopped. */
  isComplete = false;
  /** Why it can't capture here. */
  unavailable: string | undefined;
  readonly pcap: string;
  /** How often the kernel shows tcpdump a packet: the loopback device twice, of which tcpdump keeps one. */
  readonly #copies: number;

  constructor(options: CaptureOptions) {
    this.pcap = options.pcap;
    this.terminal = new OpenTerminal({ ...options, command: tcpdumpCommand(options) });
    this.#copies = options.device === 'lo' ? 2 : 1;
  }

  /** True when tcpdump captures; false when it ended instead or the limit was over. */
  async ready(limit: AbortSignal): Promise<boolean> {
    return (await this.terminal.until({ literal: 'listening on ' }, limit)) !== undefined;
  }

  /**
   * Waits until tcpdump has written every packet that the kernel has for it, then stops it with Ctrl-C. Asked by
   * SIGUSR1, tcpdump tells how many packets passed the filter and how many it has captured: while these differ,
   * some are still on their way, and tcpdump is asked again.
   */
  async complete(limit: AbortSignal): Promise<void> {
    let all = false;
    while (!all && !limit.aborted && this.terminal.exit === undefined) {
      const counts = await this.#ask(limit);
      all = counts !== undefined && (counts.captured + counts.dropped) * this.#copies >= counts.received;
    }
    this.terminal.type('\x03');
    const closing = await this.terminal.until({ regex: COUNTS }, limit);
    if (closing !== undefined) this.packets = toCounts(closing.values);
    await this.terminal.finished;
    this.isComplete = all;
  }

  async #ask(limit: AbortSignal) {
    const program = this.terminal.program;
    if (program === undefined) return undefined;
    process.kill(program.pid, 'SIGUSR1');
    const told = await this.terminal.until({ regex: COUNTS }, limit);
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
function tcpdumpCommand({ device, pcap, options, filter }: CaptureOptions): string {
  const command = `tcpdump -i ${device} -l -U --immediate-mode -B 16384 --print -w ${pcap}`;
  const quoted = /^[\w .:/-]*$/.test(filter) ? filter : `'${filter.replaceAll("'", `'\\''`)}'`;
  return [command, options, quoted].filter((part) => part !== '').join(' ');
}
