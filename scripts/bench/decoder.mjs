// How long it takes to read all packets and connections of two captures of 100 MB, against tcpdump -nr: the ratio is to be
// at most 1.
import { join } from 'node:path';
import { time } from './launch.mjs';
import { makeCapture } from './long-capture.mjs';
import { ratio, spread } from './numbers.mjs';

/** Whole processes, in turns: both begin with the file in the disk's cache. */
export async function benchDecoder({ cli, dir, runs }) {
  console.log('\ndecoder: 100 MB, all packets and connections');
  for (const [name, payloadBytes] of [
    ['few large packets', 1448],
    ['many small packets', 0],
  ]) {
    const file = join(dir, 'decoder.pcap');
    await makeCapture(file, 100e6, payloadBytes);
    const [ours, tcpdumps] = [[], []];
    for (let i = -1; i < runs; i++) {
      const tcpdump = await time(['bash', '-c', 'exec tcpdump -nr "$0" >/dev/null 2>&1', file]);
      const own = await time([process.execPath, cli, 'packets', file, '--count']);
      if (i < 0) continue;
      tcpdumps.push(tcpdump);
      ours.push(own);
    }
    const compared = `${ratio(ours, tcpdumps)} times tcpdump -nr (${spread(tcpdumps)})`;
    console.log(`  ${name.padEnd(27)}${spread(ours)}   ${compared}`);
  }
}
