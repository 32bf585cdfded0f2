import { Command } from 'commander';
import { conclude } from '../outcome.ts';
import type { PacketsFlags } from './flags.ts';

/** `labreport packets`: what labreport reads in a capture. */
export function packetsCommand(): Command {
  return new Command('packets')
    .description('print the packets of a capture')
    .argument('<file>', 'pcap or pcapng file')
    .option('--json', 'print one JSON object per packet')
    .option('--count', 'print how many packets of each protocol and how many TCP connections there are')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: PacketsFlags) => {
      const { printPackets } = await import('./print-packets.ts');
      await printPackets(file, flags);
      conclude();
    });
}

const EXAMPLES = `
Examples:
  labreport packets reports/two-clients/logs/wire.pcap
  labreport packets capture.pcapng --json | jq -c 'select(.tcp.flags | index("RST"))'`;
