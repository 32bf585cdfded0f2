import type { Message } from '../../messages/message.ts';
import type { RunMessages } from '../../messages/run.ts';
import type { Words } from '../words.ts';
import { numbers, quantity } from './numbers.ts';

/** What a record says of its driver, of a step that failed, and of evidence that is not there. */
export const run: Words<RunMessages<Message>> = {
  said: ({ text }) => text,

  sharedDevice: () =>
    'Las máquinas comparten la interfaz de bucle local de este equipo: los paquetes no cruzan ninguna red.',
  sharedMachine: () => 'Los programas ven los procesos y los sockets de todo el equipo, no solo los de su máquina.',
  noHostNames: () => 'Las máquinas tienen direcciones, pero no nombres.',
  offloaded: () =>
    'Las sumas de comprobación y las tramas grandes no son como en un cable: aquí los dispositivos de red no los dejan a las máquinas.',
  driverUnusable: ({ driver, why }) => `Aquí no se pudo usar el controlador ${driver}: ${why}`,

  fixedMacs: () =>
    'Cada interfaz tiene una dirección MAC fija y cada máquina conoce las de las demás: no hace falta ARP.',
  ownHostsFile: () =>
    'Los nombres de las máquinas se leen de un fichero hosts hecho para la práctica; no se consulta ningún DNS.',
  plainPackets: () =>
    'Las máquinas no usan IPv6 ni delegan en la tarjeta las sumas de comprobación o la segmentación: los paquetes son como en un cable.',
  tcpPinned: () =>
    'Un segmento no se retransmite antes de 1 s (RFC 6298) y un reset no acaba con TIME_WAIT (RFC 1337).',
  ownProcessIds: () => 'Cada máquina numera sus procesos desde 1.',
  ownFiles: () => 'Cada máquina tiene sus propios /tmp, /run, /etc y directorio personal, que empiezan iguales.',
  congestionControl: ({ algorithm }) =>
    `El control de congestión de TCP en las redes de las máquinas es ${algorithm}, sea cual sea el de este equipo.`,
  sharedFiles: () => 'Las máquinas comparten los ficheros de este equipo.',

  textOn: ({ text, terminal }) => `${text} en el terminal ${terminal}`,
  captureBegins: () => 'que empezara tcpdump',
  captureWhole: ({ capture }) => `que la captura ${capture} tuviera todos los paquetes`,
  enoughMachine: () => 'que este equipo tuviera lo bastante para labreport',
  programBegins: ({ terminal }) => `que empezara el programa del terminal ${terminal}`,
  programEnds: ({ terminal, by }) => `que el programa del terminal ${terminal} terminara por ${by}`,
  commandEnds: ({ command, host }) => `que "${command}" terminara en ${host}`,
  socketsIn: ({ count, state, host }) => `${quantity(count, 'socket')} en estado ${state} en ${host}`,
  packetsLike: ({ count, capture, match }) =>
    `${quantity(count, 'paquete')} en la captura ${capture} como ${JSON.stringify(match)}`,
  processesOf: ({ count, program, state, host }) =>
    `${quantity(count, 'proceso')} de ${program}${state === undefined ? '' : ` en estado ${state}`} en ${host}`,
  noOption: () => 'un valor que una orden no tome por una opción',
  pcapFilter: () => 'una expresión de pcap-filter(7)',
  givenBefore: () => 'uno que se le diera antes',
  typedLine: ({ terminal }) => `una línea que escribir en el terminal ${terminal}`,

  noAnswer: () => 'tcpdump no respondió ni terminó',
  tcpdumpEnded: ({ exit }) =>
    'signal' in exit ? `tcpdump terminó por ${exit.signal}` : `tcpdump terminó con estado ${exit.status}`,
  tcpdumpLimited: ({ limit }) => `labreport terminó tcpdump por su límite \`${limit}\``,
  printed: ({ end, last, unmade }, tell) => {
    const printed = last === undefined ? 'no se mostró nada' : `lo último que se mostró fue ${JSON.stringify(last)}`;
    return `${tell(end)} y ${printed}${unmade === undefined ? '' : `; la compilación no creó ${unmade}`}`;
  },
  programRan: ({ seconds }) => `el programa seguía en marcha al cabo de ${decimal(seconds)} s`,
  programEnded: ({ exit }) =>
    'signal' in exit ? `el programa terminó por ${exit.signal}` : `el programa terminó con estado ${exit.status}`,
  programLimited: ({ limit }) => `labreport terminó el programa por su límite \`${limit}\``,
  portHeld: ({ port, host, holder }) => {
    const who = holder === undefined ? 'otro programa de la práctica' : `${holder.program} (proceso ${holder.pid})`;
    return `el puerto ${port} de ${host} lo tenía ${who}`;
  },
  ranOn: ({ seconds }) => `seguía en marcha al cabo de ${decimal(seconds)} s`,
  killedAfter: ({ seconds }) => `seguía en marcha al cabo de ${decimal(seconds)} s y hubo que matarlo`,
  notWithin: ({ seconds }) => `no lo hizo en ${decimal(seconds)} s`,
  countAfter: ({ count, seconds }) => `había ${numbers.count(count)} al cabo de ${decimal(seconds)} s`,
  controlCharacter: ({ line }) => `tiene un carácter de control: ${JSON.stringify(line)}`,
  valueIs: ({ name, value }) => `\${${name}} es ${JSON.stringify(value)}`,
  valueForShell: ({ name, value }) =>
    `\${${name}} es ${JSON.stringify(value)}, donde un intérprete de órdenes podría leer más que un valor`,
  filterIs: ({ capture, filter }) => `el filtro de la captura ${capture} es "${filter}"`,
  noValue: ({ name }) => `\${${name}} no tiene ningún valor aquí`,

  fileMissing: ({ file }) => `falta su fichero ${file}`,
  madeOtherwise: ({ judge }) => `en ${judge} se hace de otra manera`,
};

function decimal(seconds: number): string {
  return numbers.decimal(`${seconds}`);
}
