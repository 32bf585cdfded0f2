import type { CrossCheckMessages } from '../../messages/cross-checks.ts';
import type { Language } from '../language.ts';
import type { Words } from '../words.ts';
import { numbers, quantity } from './numbers.ts';

const LACKING = { handshake: 'su establecimiento', endpoint: 'esa dirección y ese puerto' };

/** Words around what came of holding evidences against each other. */
export const crossChecks: Language['crossChecks'] = {
  kinds: {
    handshake: 'El establecimiento de cada conexión que muestran netstat o ss está en una captura',
    accepted: 'La dirección y el puerto de cada conexión que anuncia un servidor están en una captura',
    state: 'Cada estado que muestran netstat o ss se deduce de los segmentos anteriores (RFC 9293)',
  },
  agreeing: (agreeing, total) => `${agreeing} de ${total} ${agreeing === 1 ? 'concuerda' : 'concuerdan'}`,
  disagrees: 'no concuerda',
  untestable: (total, reasons) =>
    `${total} no ${total === 1 ? 'se puede' : 'se pueden'} comprobar: ${reasons.join(', ')}`,
};

/** What was compared, and why it agrees, disagrees or can't be tested. */
export const crossCheckMessages: Words<CrossCheckMessages> = {
  socketShown: ({ local, peer, state, moment }) => `${local} con ${peer}, ${state} en ${moment}`,
  reportedBy: ({ text, terminal }) => `${text}, según ${terminal}`,

  hasHandshake: ({ capture }) => `su establecimiento está en la captura ${capture}`,
  hasEndpoint: ({ capture }) => `la captura ${capture} tiene esa misma dirección y ese mismo puerto`,
  lacks: ({ capture, host, lacking }) =>
    `la captura ${capture}, que estaba en marcha en ${host} en ese momento, no contiene ${LACKING[lacking]}`,
  noCapture: () => 'en la ejecución no hay ninguna captura',
  noneRan: () => 'ninguna captura estaba en marcha en sus máquinas cuando se abrió',
  ranElsewhere: ({ hosts }) => `solo hubo capturas en ${numbers.list(hosts)}`,
  endedBeforeOpening: ({ capture }) => `la captura ${capture} había terminado antes de que se abriera`,
  openedBefore: ({ capture }) => `se abrió antes de empezar la captura ${capture}`,
  maybeOpenedBefore: ({ capture }) => `pudo abrirse antes de empezar la captura ${capture}`,
  maybeOpenedAfter: ({ capture }) => `pudo abrirse después de terminar la captura ${capture}`,
  otherInterface: ({ capture, host }) => `la captura ${capture} es de otra interfaz de ${host}`,
  optionsMayLimit: ({ capture }) => `las opciones de la captura ${capture} pueden dejarla fuera`,
  filterUnknown: ({ capture }) => `no se sabe qué deja fuera la captura ${capture}`,
  filterLeaves: ({ capture, filter }) => `el filtro de la captura ${capture} la deja fuera (${filter})`,
  filterMayLeave: ({ capture, filter }) => `el filtro de la captura ${capture} puede dejarla fuera (${filter})`,

  noSegments: () => 'ninguna captura tiene sus segmentos',
  endedBy: ({ capture }) => `la captura ${capture} ya había terminado`,
  endedAt: ({ capture }) => `la captura ${capture} terminó en ese momento`,
  implies: ({ capture, state }) => `de los segmentos de la captura ${capture} se deduce ${state}`,
  impliesOther: ({ capture, implied, state }) => {
    const names = implied.length === 0 ? 'que no hay conexión' : numbers.list(implied);
    const verb = implied.length > 1 ? 'se deducen' : 'se deduce';
    return `de los segmentos de la captura ${capture} ${verb} ${names}, no ${state}`;
  },
  timeless: ({ capture }) => `la captura ${capture} no indica las horas`,
  notAll: ({ capture }) => `la captura ${capture} no contiene la conexión entera`,
  onItsWay: ({ capture, host }) =>
    `la captura ${capture} es de ${host}, y los segmentos pueden tardar en llegar de una máquina a otra`,
  queueFull: () =>
    'un servidor sigue en SYN_RECV mientras su cola de conexiones está llena o mientras espera los primeros datos',
  finWaits: ({ bytes }) =>
    `su FIN espera detrás de ${quantity(bytes, 'byte')} que aún no se ${bytes === 1 ? 'ha' : 'han'} enviado`,
};
