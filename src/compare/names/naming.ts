import type { Endpoint } from '../../evidence/types.ts';
import type { Evidence } from '../../record/run-record.ts';

/** The process ids of a run, named by what the processes are. */
export interface PidNames {
  /** e.g. "pid of server", "pid of child 1 of server"; nothing for a number that is no known process. */
  name(host: string, pid: number): string | undefined;
  /** The terminal whose program the process is or descends from. */
  owner(host: string, pid: number): string | undefined;
}

/** The ports that kernels chose, named by the programs that have them. */
export interface PortNames {
  /** e.g. "port of client2", by the whole connection; nothing for a port that the lab fixed. */
  name(end: Endpoint, peer: Endpoint): string | undefined;
  /** The same for a number in a text, where the line and its evidence must tell which use is meant. */
  nameInText(port: number, line: string, evidence: Evidence | undefined): string | undefined;
}

/** Where a text comes from; rules that its names made necessary are added to `rules`. */
export interface Where {
  evidence: Evidence | undefined;
  rules: Set<string>;
}

/** What machines choose, by the names of its roles. */
export interface Naming {
  readonly pids: PidNames;
  readonly ports: PortNames;
  /** The text with every known number replaced by its role. */
  text(text: string, where: Where): string;
  /** e.g. "192.0.2.2:‹port of client2›". */
  endpoint(end: Endpoint, peer: Endpoint): string;
  pid(host: string, pid: number): string;
}
