import type { Limits } from '../../lab/limits.ts';
import type { LimitHit } from '../../record/run-record.ts';
import { formatSize } from '../amounts.ts';
import type { Language } from '../language.ts';
import { numbers, quantity } from './numbers.ts';

/** Words about programs that are not the lab's own. */
export const confinement: Language['confinement'] = {
  sources: (files) => `Código fuente: el del propio autor (${quantity(files, 'fichero')})`,
  unconfined:
    'Los programas son del propio autor. No se aislaron: se ejecutaron con los permisos de quien hizo el informe.',
  confined: (limits, isOwn) =>
    `${isOwn ? 'Los programas son del propio autor. ' : ''}Se compilaron y ejecutaron con bubblewrap, donde solo veían las herramientas, la red de su máquina y la copia que esta tenía de su carpeta, y nada más del equipo. Cada uno dispuso como máximo de ${amounts(limits)}.`,
  ended: (hit) => `labreport lo detuvo: ${excess(hit)} (límite \`${hit.name}\`).`,
};

function amounts({ processes, files, output, cpu, memory, disk }: Limits): string {
  return numbers.list([
    quantity(processes, 'proceso'),
    `${quantity(files, 'fichero abierto', 'ficheros abiertos')} por proceso`,
    `${size(output)} de salida`,
    `${seconds(cpu)} de procesador`,
    `${size(memory)} de memoria`,
    `${size(disk)} en el disco de su máquina`,
  ]);
}

function excess({ name, limit, unit }: LimitHit): string {
  if (unit === 'threads') return `tenía más de ${quantity(limit, 'hilo')}`;
  const excesses: Record<LimitHit['name'], string> = {
    processes: `tenía más de ${quantity(limit, 'proceso')}`,
    files: `tenía más de ${quantity(limit, 'fichero abierto', 'ficheros abiertos')}`,
    output: `mostró más de ${size(limit)}`,
    cpu: `usó más de ${seconds(limit)} de procesador`,
    memory: `usó más de ${size(limit)} de memoria`,
    disk: `llenó los ${size(limit)} del disco de su máquina`,
  };
  return excesses[name];
}

function size(bytes: number): string {
  return formatSize(bytes, numbers.decimal);
}

function seconds(ms: number): string {
  return `${numbers.decimal(String(ms / 1000))} s`;
}
