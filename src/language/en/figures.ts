import { numbers, quantity } from './numbers.ts';

/** Words in pictures, and the texts in their stead for those who can't see them. */
export const figures = {
  // Sequence diagrams.
  frame: 'frame',
  localTime: 'local time',
  unknownHost: 'unknown',
  later: (span: string) => `${span} later`,
  leftOut: (packets: number) => `${quantity(packets, 'packet')} left out`,
  retransmission: 'retransmission',
  noFlags: 'no flags',
  fragment: (offset: number) => `fragment at ${offset}, `,
  whoHas: (address: string) => `who has ${address}`,
  isAt: (address: string, mac: string) => `${address} is at ${mac}`,
  beganInside: 'The capture began inside the connection: seq and ack count from the first numbers seen.',
  dropped: (packets: number) => `Packets that the kernel dropped, and that are not shown: ${packets}.`,
  unreadable: (problem: string) => `The capture can't be read to its end: ${problem}.`,
  /** What a sequence diagram is about. */
  subject: ({ capture, of, isPart }: { capture: string; of: string | undefined; isPart: boolean }) => {
    const whole = of === undefined ? `capture ${capture}` : `connection of ${of} in capture ${capture}`;
    return isPart ? `chosen packets of the ${whole}` : whole;
  },
  sequence: ({ subject, packets, ends }: { subject: string; packets: number; ends: readonly string[] }) => {
    const between = ends.length === 1 ? `at ${ends[0]}` : `between ${numbers.list(ends)}`;
    return `Sequence diagram of the ${subject}: ${quantity(packets, 'packet')} ${between}`;
  },
  firstAre: 'The first are: ',
  withData: 'with data',
  states: (host: string, states: readonly string[]) => `States of ${host}: ${states.join(', ')}`,

  // The timeline.
  build: 'build',
  secondsSince: (when: string) => `seconds since the run began (${when})`,
  legend: {
    terminal: 'terminal, and when something was typed',
    capture: 'capture, and its packets',
    moment: 'moment',
    typed: 'typed line',
  },
  evidence: (kind: 'terminal' | 'capture' | 'moment', count: number) => quantity(count, kind),
  lane: (host: string, evidence: readonly string[]) => `${host} with ${evidence.join(', ')}`,
  timeline: (seconds: string, lanes: readonly string[]) => `Timeline of the run, ${seconds} s: ${lanes.join('; ')}`,
  brokeOff: 'The red line is where the run broke off',

  // The topology.
  networkLabel: ({ kind, name, cidr }: { kind: 'switch' | 'network'; name: string; cidr: string }) =>
    `${kind} ${name}   ${cidr}`,
  joins: (network: { name: string; cidr: string; hosts: readonly string[] }) =>
    `${network.name} (${network.cidr}) joins ${numbers.list(network.hosts)}`,
  topology: (networks: readonly string[]) => `Topology: ${networks.join('; ')}`,
};
