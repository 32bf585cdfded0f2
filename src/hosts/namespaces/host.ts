import { childOf, listProcesses, pidNamespace } from '../processes.ts';
import type { Host, HostProcess, Interface } from '../types.ts';

/** A host whose namespaces are those of the process `init`. */
export class NamespaceHost implements Host {
  readonly name: string;
  readonly fullName: string;
  readonly interfaces: readonly Interface[];
  readonly environment = {};
  /** The process that holds its namespaces. */
  readonly init: number;

  constructor(options: { name: string; domain: string | undefined; interfaces: Interface[]; init: number }) {
    this.name = options.name;
    this.fullName = options.domain === undefined ? options.name : `${options.name}.${options.domain}`;
    this.interfaces = options.interfaces;
    this.init = options.init;
  }

  get reach(): string {
    return this.fullName;
  }

  get procNet(): string {
    return `/proc/${this.init}/net`;
  }

  /**
   * `unshare --fork` and not nsenter's own fork: it blocks SIGINT while it waits, so that Ctrl-C reaches the
   * program alone, and it ends the way the program ended.
   */
  enter(argv: readonly string[], cwd: string): string[] {
    const target = ['-t', `${this.init}`, '-n', '-u', '-p', '-m', '--no-fork', `--wd=${cwd}`];
    return ['nsenter', ...target, '--', 'unshare', '--fork', '--kill-child', '--', ...argv];
  }

  programOf(started: number): HostProcess | undefined {
    return childOf(started);
  }

  processes(): HostProcess[] {
    const namespace = pidNamespace(this.init);
    return namespace === undefined ? [] : listProcesses(namespace);
  }
}
