import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { LabreportError } from '../text/errors.ts';

/** `labreport packets`: what labreport reads in a capture. */
export function packetsCommand(): Command {
  return new Command('packets')
    .description('print the packets of a capture')
    .argument('<file>', 'pcap or pcapng file')
    .option('--json', 'print one JSON object per packet')
    .action(printPackets);
}

async function printPackets(file: string, { json }: { json?: true }): Promise<void> {
  const bytes = await readCapture(file);
  const { readPackets } = await import('../evidence/packets.ts');
  const { connectionsOf } = await import('../evidence/connections.ts');
  const { packets, problem } = readPackets(bytes);
  // Fills in the relative sequence numbers.
  connectionsOf(packets);
  const { formatJsonLines } = await import('../evidence/packet-json.ts');
  const { formatPackets } = await import('../evidence/packet-table.ts');
  await print(json ? formatJsonLines(packets) : formatPackets(packets));
  if (problem === undefined) return;
  throw new LabreportError({
    message: packets.length === 0 ? problem : `only ${packets.length} packets could be read: ${problem}`,
    hint: 'expected a whole capture, as "tcpdump -w FILE" writes it',
    place: { file },
  });
}

async function readCapture(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const reason = REASONS[(cause as NodeJS.ErrnoException).code ?? ''] ?? (cause as Error).message;
    throw new LabreportError({ message: reason, hint: 'expected a pcap or pcapng file', place: { file }, cause });
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder, not a file',
  EACCES: 'this user may not read it',
  ERR_FS_FILE_TOO_LARGE: 'more than 2 GiB, which is more than is read at once',
};

/** Writes lines as fast as they are taken; a reader that has seen enough (`| head`) is no error. */
async function print(lines: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(withEnds(lines)), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

function* withEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
