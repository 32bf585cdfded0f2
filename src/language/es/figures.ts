import type { Language } from '../language.ts';
import { numbers, quantity } from './numbers.ts';

/** Words in pictures, and the texts in their stead for those who can't see them. */
export const figures: Language['figures'] = {
  frame: 'trama',
  localTime: 'hora local',
  unknownHost: 'desconocida',
  later: (span) => `${span} después`,
  leftOut: (packets) => `${quantity(packets, 'paquete')} sin mostrar`,
  retransmission: 'retransmisión',
  noFlags: 'sin indicadores',
  fragment: (offset) => `fragmento en ${offset}, `,
  whoHas: (address) => `¿quién tiene ${address}?`,
  isAt: (address, mac) => `${address} está en ${mac}`,
  beganInside: 'La captura empezó con la conexión ya abierta: seq y ack cuentan desde los primeros números vistos.',
  dropped: (packets) => `Paquetes descartados por el núcleo, que no se muestran: ${packets}.`,
  unreadable: (problem) => `La captura no se puede leer hasta el final: ${problem}.`,
  subject: ({ capture, of, isPart }) => {
    const whole = of === undefined ? `la captura ${capture}` : `la conexión de ${of} en la captura ${capture}`;
    return isPart ? `algunos paquetes de ${whole}` : whole;
  },
  sequence: ({ subject, packets, ends }) => {
    const between = ends.length === 1 ? `en ${ends[0]}` : `entre ${numbers.list(ends)}`;
    return `Diagrama de secuencia de ${subject}: ${quantity(packets, 'paquete')} ${between}`;
  },
  firstAre: 'Los primeros son: ',
  withData: 'con datos',
  states: (host, states) => `Estados de ${host}: ${states.join(', ')}`,

  build: 'compilación',
  secondsSince: (when) => `segundos desde el inicio de la ejecución: ${when}`,
  legend: {
    terminal: 'terminal y cuándo se escribió en él',
    capture: 'captura y sus paquetes',
    moment: 'instantánea',
    typed: 'línea escrita',
  },
  evidence: (kind, count) => quantity(count, ...KINDS[kind]),
  lane: (host, evidence) => `${host} con ${numbers.list(evidence)}`,
  timeline: (seconds, lanes) => `Cronología de la ejecución, ${seconds} s: ${lanes.join('; ')}`,
  brokeOff: 'La línea roja indica dónde se interrumpió la ejecución',

  networkLabel: ({ kind, name, cidr }) => `${kind === 'switch' ? 'conmutador' : 'red'} ${name}   ${cidr}`,
  joins: ({ name, cidr, hosts }) => `${name} (${cidr}) une ${numbers.list(hosts)}`,
  topology: (networks) => `Topología: ${networks.join('; ')}`,
};

const KINDS: Record<'terminal' | 'capture' | 'moment', [one: string, many: string]> = {
  terminal: ['terminal', 'terminales'],
  capture: ['captura', 'capturas'],
  moment: ['instantánea', 'instantáneas'],
};
