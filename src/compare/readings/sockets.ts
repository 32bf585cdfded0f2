import { isShownAs, programName } from '../../evidence/readings/program-name.ts';
import type { Socket } from '../../evidence/readings/sockets/socket.ts';
import { terminalsOf } from '../evidence-kinds.ts';
import { ownerOf, type PidSight } from '../names/pid-sight.ts';
import { programOf } from '../names/program-of.ts';
import { type ComparedReading, ownsProcess, type Sight, type View } from './compared-reading.ts';

export const sockets: ComparedReading<Socket> = {
  rule:
    'Sockets are compared as a set of rows with protocol, state, queues, both endpoints and process: ' +
    'the kernel tells them in the order of a hash table. Timers and further details are free.',
  pids: (rows, sight) => rows.flatMap((socket) => sightOf(socket, sight)),
  ends: (socket) => socket,
  isOwn: ({ pid, local, peer }, view) => {
    const { ports } = view.names;
    return ownsProcess(view, pid) || [ports.name(local, peer), ports.name(peer, local)].some(Boolean);
  },
  describe: (rows, view) => rows.map((socket) => describeSocket(socket, view)),
  apart: 'ownNetwork',
  // ss(8) prints them.
  hasDetails: true,
};

function sightOf({ pid, program }: Socket, { moment, record }: Sight): PidSight[] {
  if (pid === undefined || program === undefined) return [];
  const owner = ownerOf({ pid, program }, moment, record);
  return [{ host: moment.host, pid, called: programName(program), ...(owner !== undefined && { owner }) }];
}

function describeSocket(socket: Socket, view: View): string {
  const { protocol, state, receiveQueue, sendQueue, local, peer, pid, program } = socket;
  const { moment, names } = view;
  const owner = pid === undefined ? '-' : `${names.pid(moment.host, pid)}/${wholeProgram(view, pid, program)}`;
  const ends = `${names.endpoint(local, peer)} ${names.endpoint(peer, local)}`;
  return `${protocol} ${state ?? '-'} ${receiveQueue} ${sendQueue} ${ends} ${owner}`;
}

/** Its terminal's command tells the name that netstat may have cut short. */
function wholeProgram({ moment, record, names }: View, pid: number, program = ''): string {
  const owner = names.pids.owner(moment.host, pid);
  const terminal = terminalsOf(record).find(({ id }) => id === owner);
  const whole = terminal === undefined ? program : programOf(terminal.command);
  return isShownAs({ pid, program }, whole) ? whole : program;
}
