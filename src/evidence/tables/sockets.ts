import { eachLine } from '../../text/lines.ts';
import type { Socket } from '../types.ts';
import { parseNetstatLine } from './netstat.ts';
import { isSsHeader, parseSsLine, tableOfDatagrams } from './ss.ts';

/** The TCP and UDP sockets that netstat(8) or ss(8) printed; every other line is passed over. */
export function parseSockets(text: string): Socket[] {
  const datagrams = tableOfDatagrams(eachLine(text));
  const sockets: Socket[] = [];
  let header: string | undefined;
  let number = 0;
  for (const line of eachLine(text)) {
    number++;
    if (isSsHeader(line)) header = line;
    const socket = parseNetstatLine(line) ?? parseSsLine(line, { header, datagrams });
    if (socket !== undefined) sockets.push({ line: number, ...socket });
  }
  return sockets;
}
