import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Batch, readBatches } from '../../evidence/capture/batches.ts';
import { type ByteSource, sourceOf } from '../../evidence/capture/byte-source.ts';
import { countPackets, type PacketCounts } from '../../evidence/capture/count-packets.ts';
import { formatPacketJson } from '../../evidence/packet-json.ts';
import { PacketTable } from '../../evidence/packet-table.ts';
import { tell } from '../../language/tell.ts';
import type { Message } from '../../messages/message.ts';
import { openCapture, unreadable } from '../../record/open-capture.ts';
import { LabreportError } from '../../text/errors.ts';
import { makeInertJson } from '../../text/visible.ts';
import { forTerminal } from '../print/own-sequence.ts';
import { errorInResult } from '../print/print-error.ts';
import type { PacketsFlags } from './flags.ts';

/** Prints what is asked for while the capture is read. */
export async function printPackets(file: string, { json, count }: PacketsFlags): Promise<void> {
  const source = await openSource(file);
  const summary: Summary | PacketCounts = count ? countPackets(source) : { packets: 0 };
  if (!('protocols' in summary)) await pour((json ? formatJson : formatTable)(noting(readBatches(source), summary)));
  const cut = explainCut(summary, file);
  if ('protocols' in summary) await pour([json ? formatSumJson(summary, cut) : formatSum(summary)]);
  if (cut !== undefined) throw cut;
}

function explainCut({ packets, problem }: Summary, file: string): LabreportError | undefined {
  if (problem === undefined) return undefined;
  return new LabreportError({
    code: 'capture-invalid',
    message: packets === 0 ? tell(problem) : `only ${packets} packets could be read: ${tell(problem)}`,
    hint: 'expected a whole capture, as "tcpdump -w FILE" writes it',
    place: { file },
  });
}

/** What is known of a capture when it was read to its end. */
interface Summary {
  packets: number;
  problem?: Message;
}

async function openSource(file: string): Promise<ByteSource> {
  try {
    // A pipe has no offsets to read at, and is read to its end.
    const found = await stat(file);
    return found.isFIFO() || found.isDirectory() ? sourceOf(await readFile(file)) : openCapture(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** Passes the batches on, and notes what there is to say at the end. */
function* noting(batches: ReturnType<typeof readBatches>, summary: Summary): Generator<Batch> {
  for (let step = batches.next(); ; step = batches.next()) {
    if (step.done) {
      if (step.value !== undefined) summary.problem = step.value;
      return;
    }
    summary.packets += step.value.packets.length;
    yield step.value;
  }
}

function* formatJson(batches: Iterable<Batch>): Generator<string> {
  for (const { packets } of batches)
    yield makeInertJson(packets.map((packet) => `${formatPacketJson(packet, tell)}\n`).join(''));
}

function* formatTable(batches: Iterable<Batch>): Generator<string> {
  const table = new PacketTable(tell);
  for (const { packets } of batches) yield forTerminal(`${table.rows(packets).join('\n')}\n`);
}

function formatSumJson({ packets, connections, protocols }: PacketCounts, cut: LabreportError | undefined): string {
  return makeInertJson(`${JSON.stringify({ packets, connections, protocols, ...errorInResult(cut) })}\n`);
}

function formatSum({ packets, connections, protocols }: PacketCounts): string {
  return formatCounts({ packets, ...protocols, 'TCP connections': connections });
}

function formatCounts(counts: Record<string, number>): string {
  const width = Math.max(...Object.values(counts).map((count) => `${count}`.length));
  const lines = Object.entries(counts).map(([name, count]) => `${`${count}`.padStart(width)}  ${name}\n`);
  return lines.join('');
}

/** Writes as fast as it is taken; a reader that has seen enough (`| head`) is no error. */
async function pour(pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}
