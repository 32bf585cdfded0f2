import type { ClaimMessages } from '../../messages/claims.ts';
import type { Message } from '../../messages/message.ts';
import type { Elsewhere, Ending, EvidenceName } from '../../messages/values.ts';
import type { Words } from '../words.ts';
import { afterEvent, tellEvent } from './events.ts';
import { numbers, quantity } from './numbers.ts';
import { formatConnection, formatExpected, formatLines, formatPacket, formatPackets, join } from './phrases.ts';

/** Why claims hold, fail or can't be tested. */
export const claims: Words<ClaimMessages<Message>> = {
  all: ({ parts }, tell) => numbers.list(parts.map(tell)),
  but: ({ found, doubt }, tell) => `${tell(found)}, pero ${tell(doubt)}`,
  because: ({ found, lack }, tell) => `${tell(found)}: ${tell(lack)}`,

  sockets: ({ tallies }) => {
    const counts = tallies.map(({ found, query: { program, port, peer, peerPort, state }, expected }, i) => {
      const words = [
        i === 0 ? quantity(found, 'socket') : `${found}`,
        program && `de ${program}`,
        state && `en estado ${state}`,
        port && `en el puerto ${port}`,
        formatPeer(peer, peerPort),
      ];
      return `${join(words)} (${formatExpected(expected)})`;
    });
    return `hay ${numbers.list(counts)}`;
  },
  processes: ({ tallies }) => {
    const counts = tallies.map(({ found, query: { program, state }, expected }, i) => {
      const words = [
        i === 0 ? quantity(found, 'proceso') : `${found}`,
        program && `de ${program}`,
        state && `en estado ${state}`,
      ];
      return `${join(words)} (${formatExpected(expected)})`;
    });
    return `hay ${numbers.list(counts)}`;
  },
  packets: ({ tallies, connection }) => {
    const holder = connection === undefined ? 'la captura' : formatConnection(connection);
    const counts = tallies.map(
      ({ found, pattern, expected }) => `${formatPackets(found, pattern)} (${formatExpected(expected)})`,
    );
    return `${holder} contiene ${numbers.list(counts)}`;
  },
  portsNamed: () => 'los puertos aparecen aquí por su nombre (netstat y ss muestran los números con -n)',
  noProgram: () => 'aquí no se muestra ningún programa (netstat y ss los muestran con -p)',
  noState: () => 'aquí no se muestra ningún estado (ps los muestra con «x» o «-o stat»)',
  hostUntold: () => 'con el controlador loopback no todas las direcciones indican su máquina',
  shared: () => 'con el controlador loopback pueden ser de otras máquinas o de otros programas de este equipo',

  noConnection: () => 'la captura no contiene ninguna conexión',
  noConnectionOf: ({ terminal }) => `la captura no contiene ninguna conexión del terminal ${terminal}`,
  showSequence: ({ connections }) => {
    const [first, ...others] = connections;
    if (first !== undefined && others.length === 0) return `${formatConnection(first)} muestra la secuencia`;
    return `las ${others.length === 1 ? 'dos' : others.length + 1} conexiones muestran la secuencia`;
  },
  someShowSequence: ({ total, shown, expected }) => {
    const verb = shown === 1 ? 'muestra' : 'muestran';
    return `${shown} de ${quantity(total, 'conexión', 'conexiones')} ${verb} la secuencia (${formatExpected(expected)})`;
  },
  lackSequence: ({ connection, missing, after, others }) => {
    const where = after === undefined ? '' : ` después de la trama ${after}`;
    const text = `${formatConnection(connection)} no muestra ningún ${formatPacket(missing)}${where}`;
    if (others === 0) return text;
    if (others === 1) return `${text}; otra conexión tampoco muestra la secuencia`;
    return `${text}; otras ${others} conexiones tampoco muestran la secuencia`;
  },

  shows: ({ text, lines }) => `${text} aparece en ${formatLines(lines)}`,
  showsNowhere: ({ text }) => `${text} no aparece en ninguna parte`,
  lacksText: ({ text, after, elsewhere }) => {
    const where = after === undefined ? '' : ` después de ${after.text} (${formatLines(after.lines)})`;
    return `${text} no aparece${where}${elsewhere === undefined ? '' : formatElsewhere(elsewhere)}`;
  },

  endedAsExpected: ({ exit }) => `${formatEnding(exit)}, como se esperaba`,
  endedOtherwise: ({ exit, expected }) => `${formatEnding(exit)}, pero se esperaba ${formatEnd(expected)}`,
  notEnded: ({ expected }) => `seguía en marcha al acabar la ejecución, pero se esperaba ${formatEnd(expected)}`,

  came: ({ event, atMs }) => `${tellEvent(event)} ${formatSeconds(atMs)} después de empezar la ejecución`,
  cameAfter: ({ event, gapMs, previous }) =>
    `${tellEvent(event)} ${formatGap(gapMs)} después de ${afterEvent(previous)}`,
  cameBefore: ({ event, gapMs, previous }) =>
    `${tellEvent(event)} ${formatGap(gapMs)} antes de ${afterEvent(previous)}`,
  cameWith: ({ event, previous }) => `${tellEvent(event)} al mismo tiempo que ${tellEvent(previous)}`,
  didNotCome: ({ text, on, again }) => `${text} no ${again ? 'volvió a aparecer' : 'apareció'} en ${on}`,
  notTyped: ({ text, into, again }) => `${text} no ${again ? 'volvió a escribirse' : 'se escribió'} en ${into}`,
  noPacket: ({ packet, capture, other }) =>
    `en ${capture} no hay ningún ${other ? 'otro ' : ''}${formatPacket(packet)}`,
  notStopped: ({ id }) => `${id} no se detuvo`,
  stillRan: ({ id }) => `${id} seguía en marcha al acabar la ejecución`,
  clocksDiffer: ({ ms }) =>
    `los tiempos de los paquetes solo pueden compararse con los demás con una precisión de ${numbers.decimal(`${ms}`)} ms`,

  tooLong: ({ seconds }) => `las afirmaciones no se pudieron comprobar en ${seconds} s`,
  commandNotRun: ({ command }) => `su orden ${command} no se ejecutó`,
  commandSaid: ({ command, exit, limitS, output }) => {
    const said = output === '' ? 'no mostró nada' : `mostró "${output}"`;
    if (exit === undefined) return `${command} no había terminado al cabo de ${limitS} s y ${said}`;
    const end = 'signal' in exit ? `terminó por ${exit.signal}` : `terminó con estado ${exit.status}`;
    return `${command} ${end} y ${said}`;
  },

  runsIt: ({ reason, flag }, tell) => `${tell(reason)} (con ${flag} se ejecuta)`,

  runStopped: ({ step, line }) =>
    `la ejecución se detuvo en el paso ${step}${line === undefined ? '' : ` (línea ${line} de lab.yaml)`}`,
  notSeen: ({ expected, seen }, tell) => `se esperaba ${tell(expected)}, pero ${tell(seen)}`,
  beforeOwnEnd: ({ stop, id }, tell) => `${tell(stop)}, antes de que ${id} terminara por sí solo`,
  beforeAnything: ({ stop, id }, tell) => `${tell(stop)}, antes de que hubiera nada de ${id}`,
  beforeOver: ({ stop, evidence }, tell) => `${tell(stop)}, antes de que acabara ${formatEvidence(evidence)}`,
  noEvidence: ({ id }) => `en los datos de la ejecución no consta ${id}`,
  unavailable: ({ evidence, why }, tell) => `${formatEvidence(evidence)} no está disponible: ${tell(why)}`,
  noPackets: ({ evidence }) => `en los datos de la ejecución no hay paquetes de ${formatEvidence(evidence)}`,
  unreadable: ({ capture, problem }, tell) =>
    `los paquetes de la captura ${capture} no se pudieron leer hasta el final: ${tell(problem)}`,
  toolMissing: ({ moment, tool }) => `la orden de la instantánea ${moment} necesita ${tool}, que no se encontró`,
  packetsDropped: ({ count, capture }) => `el núcleo descartó ${quantity(count, 'paquete')} de la captura ${capture}`,
  notComplete: ({ capture }) => `la captura ${capture} se detuvo sin que constara que estaba completa`,
  framePartial: ({ frame, capture }) => `la trama ${frame} de la captura ${capture} se capturó solo en parte`,
  frameUntold: ({ frame, capture }) =>
    `la trama ${frame} de la captura ${capture} no indica ninguna máquina, como puede ocurrir con el controlador loopback`,
  frameTimeless: ({ frame, capture }) => `la trama ${frame} de la captura ${capture} no indica la hora`,
  notChecked: () => 'no se ha comprobado',
};

function formatSeconds(ms: number): string {
  return `${numbers.decimal((ms / 1000).toFixed(3))} s`;
}

/** Two events right after each other may have the same time. */
function formatGap(ms: number): string {
  if (ms === 0) return 'justo';
  return ms < 10 ? `${numbers.decimal(ms.toFixed(3))} ms` : formatSeconds(ms);
}

/** "con vit003 en el otro extremo", "con el puerto remoto 5000 de vit003". */
function formatPeer(peer: string | undefined, port: string | undefined): string | undefined {
  if (port === undefined) return peer && `con ${peer} en el otro extremo`;
  return `con el puerto remoto ${port}${peer === undefined ? '' : ` de ${peer}`}`;
}

function formatElsewhere({ kind, lines }: Elsewhere): string {
  if (kind === 'before') return `; aparece antes, en ${formatLines(lines)}`;
  return `; en ${formatLines(lines)} está solo como eco de lo que se escribió`;
}

function formatEnding(exit: Ending): string {
  return 'status' in exit ? `terminó con estado ${exit.status}` : `terminó por ${exit.signal}`;
}

function formatEnd(expected: number | string): string {
  return typeof expected === 'number' ? `el estado ${expected}` : expected;
}

const KINDS = { terminal: 'el terminal', moment: 'la instantánea', capture: 'la captura', build: 'la compilación' };

function formatEvidence({ kind, id }: EvidenceName): string {
  return kind === 'build' ? KINDS.build : `${KINDS[kind]} ${id}`;
}
