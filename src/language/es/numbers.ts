import type { Language } from '../language.ts';

const WORDS = 'uno dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' ');
const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');

/** Numbers, dates and lists as Spanish writes them (RAE, Ortografía de la lengua española). */
export const numbers: Language['numbers'] = {
  // Four digits stay together; more are set apart by a space at which no line ends.
  count: (count) => {
    const digits = String(count);
    return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  },
  decimal: (written) => written.replace('.', ','),
  word: (count) => WORDS[count - 1] ?? numbers.count(count),
  list: (items) => {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${and(last)} ${last}`;
  },
  range: (first, last) => `${first} a ${last}`,
  dateTime: (date, time, offset) => {
    const [year, month, day] = date.split('-').map(Number);
    const zone = offset === 'Z' || offset === '+00:00' ? 'UTC' : `UTC${offset}`;
    return `${day} de ${MONTHS[(month ?? 1) - 1]} de ${year}, ${time} (${zone})`;
  },
};

/** "y", or "e" before the sound of an i: "datos e ICMP", but "agua y hielo", and no rule for quoted texts. */
function and(next: string): string {
  return /^`*(?:i|hi(?![aeou]))/i.test(next) ? 'e' : 'y';
}

/** "1 línea", "2 líneas". */
export function quantity(count: number, unit: string, units = `${unit}s`): string {
  return `${numbers.count(count)} ${count === 1 ? unit : units}`;
}

/** "línea 3", "líneas 3 y 4". */
export function counted(unit: string, { numbers: told, isOne }: { numbers: string; isOne: boolean }): string {
  return `${unit}${isOne ? '' : 's'} ${told}`;
}
