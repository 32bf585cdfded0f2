import type { Confined, Host, HostDriver, Sandbox, Site } from '../hosts/host-driver.ts';
import type { Machine } from '../hosts/machine.ts';
import type { Confine, Limits } from '../lab/limits.ts';
import type { Lab } from '../lab/types.ts';
import type { Evidence, Exit, LimitHit } from '../record/run-record.ts';
import { LabreportError } from '../text/errors.ts';
import { hitOf } from './limits/excess.ts';
import { captureLimit, startConfined } from './limits/shell.ts';
import { Watch } from './limits/watch.ts';

/** Keeps a run's programs apart and within their limits, because they are not the lab's own. */
export class RunConfinement {
  readonly limits: Limits;
  readonly watch: Watch;
  /** All commands are confined, and not only those that are known to be programs of the sources. */
  readonly #isWhole: boolean;
  readonly #sandbox: Sandbox;
  readonly #told = new Map<string, LimitHit>();

  private constructor(options: { isWhole: boolean; sandbox: Sandbox; watch: Watch }) {
    this.limits = options.watch.limits;
    this.#isWhole = options.isWhole;
    this.watch = options.watch;
    this.#sandbox = options.sandbox;
  }

  static async open(options: {
    driver: HostDriver;
    site: Site;
    confine: Confine;
    lab: Lab;
    onFault: (error: unknown) => void;
  }): Promise<RunConfinement> {
    const { driver, site, confine, lab, onFault } = options;
    const { limits, what } = confine;
    if (site.openSandbox === undefined)
      throw new LabreportError({
        code: 'confinement-unavailable',
        message: `the ${driver.name} driver can’t keep programs apart from this machine`,
      });
    // A lab that declares no programs does not tell which of its commands run what was built.
    const isWhole = what === 'everything' || lab.programs === undefined;
    const sandbox = await site.openSandbox({ diskBytes: limits.disk, processes: limits.processes });
    return new RunConfinement({ isWhole, sandbox, watch: new Watch(limits, onFault) });
  }

  /** Where the build has put what it made. */
  get built(): string {
    return this.#sandbox.built;
  }

  /** Makes ready what programs on the hosts need. */
  enter(hosts: readonly Host[]): Promise<void> {
    return this.#sandbox.enter(hosts);
  }

  /** The build is over, also for what it has left running: the hosts get what it made. */
  async share(): Promise<void> {
    await this.watch.endWhole('build');
    await this.#sandbox.share();
  }

  /** Whether a step's command is confined. */
  holds({ program }: { program?: string }): boolean {
    return this.#isWhole || program !== undefined;
  }

  /** A step was taken. */
  stepTaken(): Promise<void> {
    return this.#sandbox.keepCount();
  }

  /** Where a command is run, on a host or where the build is, and how. */
  command(host?: string): { machine: Machine; before: string; confined: { watch: Watch; place: Confined } } {
    const place = this.#sandbox.place(host);
    return { machine: place, before: startConfined(this.limits), confined: { watch: this.watch, place } };
  }

  /** How a terminal runs its command on a host. */
  terminal(id: string, host: string) {
    const place = this.#sandbox.place(host);
    this.watch.add(id, place);
    const whenOver = () => this.watch.exceed(id, 'output');
    const before = startConfined(this.limits);
    return { machine: place, before, output: { most: this.limits.output, whenOver } };
  }

  /** Where what is not confined has ids as a terminal's program sees and prints them. */
  beside(id: string): Machine | undefined {
    return this.watch.placeOf(id)?.beside;
  }

  /** tcpdump is not confined, but what it writes comes from programs that are: `end` ends it. */
  capture(id: string, end: () => void) {
    const whenOver = () => {
      this.#told.set(id, hitOf('output', this.limits));
      end();
    };
    return { before: `${captureLimit(this.limits)}; `, output: { most: this.limits.output, whenOver } };
  }

  /** What a program had too much of, as the watch has seen it or as the signal tells that ended it. */
  hitOf(id: string, kind: Evidence['kind'], exit: Exit | undefined): LimitHit | undefined {
    const signal = exit !== undefined && 'signal' in exit ? exit.signal : undefined;
    if (signal === 'SIGXFSZ') return hitOf(kind === 'capture' ? 'output' : 'disk', this.limits);
    return this.#told.get(id) ?? this.watch.hitOf(id) ?? (signal === 'SIGXCPU' ? hitOf('cpu', this.limits) : undefined);
  }
}
