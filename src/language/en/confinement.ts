import type { Limits } from '../../lab/limits.ts';
import type { LimitHit } from '../../record/run-record.ts';
import { formatSize } from '../amounts.ts';
import { numbers, quantity } from './numbers.ts';

/** Words about programs that are not the lab's own. */
export const confinement = {
  sources: (files: number) => `Sources: the author’s own (${quantity(files, 'file')})`,
  unconfined: 'The programs are the author’s own. They were not confined: they ran as the person who made the report.',
  confined: (limits: Limits, isOwn: boolean) =>
    `${isOwn ? 'The programs are the author’s own. ' : ''}They were built and run in bubblewrap, where they saw the tools, the network of their host and its own copy of their folder, and nothing else of the machine. Each had at most ${amounts(limits)}.`,
  ended: (hit: LimitHit) => `Ended by labreport: ${excess(hit)} (limit \`${hit.name}\`).`,
};

function amounts({ processes, files, output, cpu, memory, disk }: Limits): string {
  return numbers.list([
    quantity(processes, 'process', 'processes'),
    `${quantity(files, 'open file')} a process`,
    `${size(output)} of output`,
    `${seconds(cpu)} of processor time`,
    `${size(memory)} of memory`,
    `${size(disk)} on its host’s disk`,
  ]);
}

function excess({ name, limit, unit }: LimitHit): string {
  if (unit === 'threads') return `it had more than ${quantity(limit, 'thread')}`;
  const excesses: Record<LimitHit['name'], string> = {
    processes: `it had more than ${quantity(limit, 'process', 'processes')}`,
    files: `it had more than ${quantity(limit, 'file')} open`,
    output: `it printed more than ${size(limit)}`,
    cpu: `it used more than ${seconds(limit)} of processor time`,
    memory: `it used more than ${size(limit)} of memory`,
    disk: `it filled the ${size(limit)} of its host’s disk`,
  };
  return excesses[name];
}

function size(bytes: number): string {
  return formatSize(bytes, numbers.decimal);
}

function seconds(ms: number): string {
  return `${numbers.decimal(String(ms / 1000))} s`;
}
