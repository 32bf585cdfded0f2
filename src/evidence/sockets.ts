import { parseNetstatLine } from './netstat.ts';
import { isSsHeader, parseSsLine, tableOfDatagrams } from './ss.ts';
import type { Socket } from './types.ts';

/** The TCP and UDP sockets that netstat(8) or ss(8) printed; every other line is passed over. */
export function parseSockets(text: string): Socket[] {
  const lines = text.split('\n');
  const datagrams = tableOfDatagrams(lines);
  const sockets: Socket[] = [];
  let header: string | undefined;
  for (const [i, line] of lines.entries()) {
    if (isSsHeader(line)) header = line;
    const socket = parseNetstatLine(line) ?? parseSsLine(line, { header, datagrams });
    if (socket !== undefined) sockets.push({ line: i + 1, ...socket });
  }
  return sockets;
}
