// A capture of any length, and what tcpdump prints of it.
import { launch } from './launch.mjs';

/** Segments of 1448 bytes fill an Ethernet frame; none makes the most packets. */
export async function makeCapture(file, bytes, payloadBytes = 1448) {
  const options = ['--bytes', String(Math.round(bytes)), '--payload', String(payloadBytes)];
  await launch([process.execPath, 'scripts/make-capture.mjs', file, ...options]);
}

export async function printCapture(file, log) {
  await launch(['bash', '-c', 'exec tcpdump -tttt -r "$0" >"$1" 2>/dev/null', file, log]);
}
