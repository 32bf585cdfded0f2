import type { Message } from '../../messages/message.ts';
import type { RunMessages } from '../../messages/run.ts';
import type { Words } from '../words.ts';
import { quantity } from './phrases.ts';

/** What a record says of its driver, of a step that failed, and of evidence that is not there. */
export const run: Words<RunMessages<Message>> = {
  said: ({ text }) => text,

  sharedDevice: () => 'The hosts share this machine’s loopback device: packets cross no network.',
  sharedMachine: () => 'Programs see the whole machine’s processes and sockets, not those of their host alone.',
  noHostNames: () => 'Hosts have addresses but no names.',
  offloaded: () =>
    'Checksums and large frames are not as on a wire: the network devices here don’t leave them to the hosts.',
  driverUnusable: ({ driver, why }) => `The ${driver} driver could not be used here: ${why}`,

  fixedMacs: () => 'Every interface has a fixed MAC address, and every host knows the others’: no ARP is needed.',
  ownHostsFile: () => 'Host names are read from a hosts file made for the lab; no name server is asked.',
  plainPackets: () =>
    'IPv6 is off on the hosts, and so are checksum and segmentation offload: packets look as on a wire.',
  tcpPinned: () =>
    'A segment is not retransmitted before 1 s has passed (RFC 6298), and a reset ends no TIME_WAIT (RFC 1337).',
  ownProcessIds: () => 'Each host counts its processes from 1.',
  ownFiles: () => 'Each host has its own /tmp, /run, /etc and home folder, which begin the same.',
  congestionControl: ({ algorithm }) =>
    `TCP’s congestion control on the hosts’ own networks is ${algorithm}, whatever this machine’s is.`,
  sharedFiles: () => 'The hosts share this machine’s files.',

  textOn: ({ text, terminal }) => `${text} on terminal ${terminal}`,
  captureBegins: () => 'tcpdump to begin',
  captureWhole: ({ capture }) => `capture ${capture} to have all packets`,
  enoughMachine: () => 'this machine to have enough for labreport',
  programBegins: ({ terminal }) => `the program of terminal ${terminal} to begin`,
  programEnds: ({ terminal, by }) => `the program of terminal ${terminal} to end by ${by}`,
  commandEnds: ({ command, host }) => `"${command}" to end on ${host}`,
  socketsIn: ({ count, state, host }) => `${count} ${state} ${count === 1 ? 'socket' : 'sockets'} on ${host}`,
  packetsLike: ({ count, capture, match }) =>
    `${quantity(count, 'packet')} in capture ${capture} like ${JSON.stringify(match)}`,
  processesOf: ({ count, program, state, host }) =>
    `${quantity(count, 'process', 'processes')} of ${program}${state === undefined ? '' : ` in state ${state}`} on ${host}`,
  noOption: () => 'a value that a command does not take for an option',
  pcapFilter: () => 'a pcap-filter(7) expression',
  givenBefore: () => 'one that was given to it before',
  typedLine: ({ terminal }) => `a line to type into terminal ${terminal}`,

  noAnswer: () => 'tcpdump did not answer, and did not end',
  tcpdumpEnded: ({ exit }) =>
    'signal' in exit ? `tcpdump was ended by ${exit.signal}` : `tcpdump ended with status ${exit.status}`,
  tcpdumpLimited: ({ limit }) => `labreport ended tcpdump for its limit \`${limit}\``,
  printed: ({ end, last, unmade }, tell) => {
    const printed = last === undefined ? 'nothing was printed' : `the last thing printed was ${JSON.stringify(last)}`;
    return `${tell(end)}, and ${printed}${unmade === undefined ? '' : `; the build made no ${unmade}`}`;
  },
  programRan: ({ seconds }) => `the program still ran after ${seconds} s`,
  programEnded: ({ exit }) =>
    'signal' in exit ? `the program was ended by ${exit.signal}` : `the program ended with status ${exit.status}`,
  programLimited: ({ limit }) => `labreport ended the program for its limit \`${limit}\``,
  portHeld: ({ port, host, holder }) => {
    const who = holder === undefined ? 'another program of the lab' : `${holder.program} (process ${holder.pid})`;
    return `port ${port} of ${host} was held by ${who}`;
  },
  ranOn: ({ seconds }) => `it still ran after ${seconds} s`,
  killedAfter: ({ seconds }) => `it still ran after ${seconds} s and was killed`,
  notWithin: ({ seconds }) => `it did not within ${seconds} s`,
  countAfter: ({ count, seconds }) => `there were ${count} after ${seconds} s`,
  controlCharacter: ({ line }) => `it has a control character in it: ${JSON.stringify(line)}`,
  valueIs: ({ name, value }) => `\${${name}} is ${JSON.stringify(value)}`,
  valueForShell: ({ name, value }) =>
    `\${${name}} is ${JSON.stringify(value)}, in which a shell could read more than a value`,
  filterIs: ({ capture, filter }) => `the filter of capture ${capture} is "${filter}"`,
  noValue: ({ name }) => `\${${name}} has no value here`,

  fileMissing: ({ file }) => `its file ${file} is missing`,
  madeOtherwise: ({ judge }) => `in ${judge} it is made otherwise`,
};
