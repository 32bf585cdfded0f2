import type { Language } from '../language.ts';
import { counted, numbers, quantity } from './numbers.ts';

/** Words that a report has around evidence and verdicts. */
export const report: Language['report'] = {
  statuses: { held: 'se cumple', failed: 'no se cumple', 'not-testable': 'no comprobable' },
  line: (at) => counted('línea', at),
  frame: (at) => counted('trama', at),
  notAvailable: '(no disponible)',
  none: 'ninguno',
  status: (status) => `estado ${status}`,
  notes: {
    notAvailable: 'No disponible',
    incomplete: 'La ejecución está incompleta',
    failed: 'No se confirma',
    'not-testable': 'No comprobable',
  },

  frontMatter: {
    author: 'Autor',
    email: 'Correo electrónico',
    group: 'Grupo',
    course: 'Asignatura',
    institution: 'Centro',
    license: 'Licencia',
  },
  made: (when, seconds) => `Fecha: ${when}; duración: ${seconds} s`,
  by: (version, driver) => `Programa: labreport ${version}, con máquinas creadas por el controlador ${driver}`,
  on: (system, kernel) => `Sistema: ${system}, núcleo ${kernel}`,
  tools: (tools) => `Herramientas: ${tools.join(', ')}`,
  notShown: (limit) => `Limitación: ${limit.charAt(0).toLowerCase()}${limit.slice(1)}`,
  selfReported: 'Fiabilidad: la que declara su autor; nadie ha repetido la práctica para comparar los resultados',
  reexecuted: ({ when, kernel, same, runs }) => {
    const result = `${same} de ${quantity(runs, 'ejecución', 'ejecuciones')} ${same === 1 ? 'dio' : 'dieron'} lo mismo`;
    return `Fiabilidad: la que declara su autor; según sus datos, la práctica se repitió el ${when}, con el núcleo ${kernel}: ${result}. Eso puede escribirlo cualquiera`;
  },
  stopped: ({ step, steps, place, expected, seen }) =>
    `se detuvo en el paso ${step} de ${steps}${place}. Se esperaba: ${expected} Se vio: ${seen} ` +
    'El texto está escrito para una ejecución completa: lo que cuenta de este paso y de los siguientes no se vio.',

  endedBy: (signal) => `Terminó por ${signal}.`,
  endedWith: (status) => `Terminó con estado ${status}.`,
  dropped: (packets) => `El núcleo descartó ${quantity(packets, 'paquete')}.`,
  printedNothing: 'No mostró nada.',
  showing: (text) => `las que muestran ${text}`,
  noLines: (total) => `Ninguna de ${quantity(total, 'línea')}`,
  noPackets: (total) => `Ninguno de ${quantity(total, 'paquete')}`,
  places: (unit, at) => `${counted(UNITS[unit], at)} de ${numbers.count(at.total)}`,
  leftOut: ({ lines, bytes, mark }) => {
    const size = quantity(bytes, 'byte');
    const verb = (lines === 0 ? bytes : lines) === 1 ? 'se omite' : 'se omiten';
    return `en ${mark} ${verb} ${lines === 0 ? size : `${quantity(lines, 'línea')} (${size})`}`;
  },
  wholeIn: (link) => `el registro completo está en ${link}`,

  notRecorded: 'no consta en los datos de la ejecución.',
  endedBefore: 'la ejecución terminó antes de que se viera.',
  stillRan: 'seguía en marcha cuando terminó la ejecución.',
  notPrinted: (field) => `la herramienta no mostró ${field}.`,
  noSuchPackets: (capture) => `la captura ${capture} no tiene esos paquetes.`,

  unanswered: '*Aún sin contestar: escribe aquí.*',

  contents: 'Índice',

  claimsHeader: ['Afirmación', 'Veredicto', 'Motivo'],
  crossChecksHeader: ['Comprobación cruzada', 'Resultado', 'Motivo'],
  noClaims: 'La práctica no hace ninguna afirmación.',
  commandsHeader: ['Máquina', 'Terminal', 'Desde', 'Ejecuta'],
  hostsHeader: ['Máquina', 'Nombre completo', 'Dirección (red)'],
  environmentHeader: ['Componente', 'Versión'],
  environment: { labreport: 'labreport', driver: 'controlador', kernel: 'núcleo', system: 'sistema' },
};

const UNITS = { line: 'Línea', byte: 'Byte', packet: 'Paquete' };
