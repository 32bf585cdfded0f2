import { constants } from 'node:os';
import type { Exit } from '../../record/run-record.ts';
import { LabreportError } from '../../text/errors.ts';
import type { Activity, Running, Start } from '../machine.ts';
import type { Asks } from './asks.ts';
import { Deferred } from './deferred.ts';
import type { Fields } from './frames.ts';
import { familyOf, readProcesses, restOf } from './processes.ts';

/** A program that an agent has started. */
export class AgentProgram implements Running {
  readonly #agent: Asks;
  readonly #id: number;
  readonly #start: Pick<Start, 'onOutput' | 'onTyped'>;
  readonly #isInside: boolean;
  readonly #began = new Deferred<{ pid: number; atUs: number }>();
  readonly #ended = new Deferred<{ exit: Exit; atUs: number }>();
  readonly #closed = new Deferred<void>();
  /** As labreport counts: the leader of its session, and what was started. */
  #keeper = 0;
  #pid = 0;
  #isHungUp = false;

  constructor(options: {
    agent: Asks;
    id: number;
    start: Pick<Start, 'onOutput' | 'onTyped'>;
    /** The program is a child of what was started. */
    isInside: boolean;
  }) {
    this.#agent = options.agent;
    this.#id = options.id;
    this.#start = options.start;
    this.#isInside = options.isInside;
  }

  get began() {
    return this.#began.promise;
  }

  get ended() {
    return this.#ended.promise;
  }

  get closed() {
    return this.#closed.promise;
  }

  async type(text: string): Promise<void> {
    await this.#agent.ask('type', this.#id, text);
  }

  async signal(name: NodeJS.Signals): Promise<boolean> {
    const [taken] = await this.#agent.ask('signal', this.#id, name.replace('SIG', ''));
    return `${taken}` === '1';
  }

  async signalGroup(name: NodeJS.Signals): Promise<boolean> {
    const [taken] = await this.#agent.ask('signal', this.#id, name.replace('SIG', '-'));
    return `${taken}` === '1';
  }

  async activity(): Promise<Activity> {
    const family = familyOf(this.#pid, await readProcesses(this.#agent));
    const program = this.#isInside ? family[1] : family[0];
    if (program === undefined || program.state === 'Z') return { is: 'gone' };
    const how = await restOf(family, this.#agent);
    return how === undefined ? { is: 'busy' } : { is: 'at rest', how };
  }

  async halt(): Promise<void> {
    const all = await readProcesses(this.#agent);
    const pids = all.filter(({ session, pid }) => session === this.#keeper && pid !== this.#keeper);
    await this.#agent.ask('kill', 'STOP', ...pids.map(({ pid }) => pid));
  }

  async hangUp(): Promise<void> {
    this.#isHungUp = true;
    await this.#agent.ask('hang_up', this.#id);
  }

  isStarted(keeper: number, pid: number): void {
    this.#keeper = keeper;
    this.#pid = pid;
  }

  hear(event: string, [at, value, flag]: Fields): void {
    const atUs = Number(at);
    if (event === 'output') this.#start.onOutput(value as Buffer, atUs);
    else if (event === 'typed') this.#start.onTyped?.({ text: `${value}`, atUs, isEchoed: `${flag}` === '1' });
    else if (event === 'began') this.#began.resolve({ pid: Number(value), atUs });
    else if (event === 'ended') this.#ended.resolve({ exit: this.#exitOf(Number(value)), atUs });
    else if (event === 'closed') this.#close();
  }

  lose(error: Error): void {
    for (const { reject } of [this.#began, this.#ended, this.#closed]) reject(error);
  }

  /** Its end was told before, but where somebody has killed the leader of its session. */
  #close(): void {
    const message = 'what was to tell how a program ends has been killed itself';
    if (!this.#isHungUp) this.#ended.reject(new LabreportError({ code: 'run-failed', message }));
    this.#closed.resolve();
  }

  /** From what wait(2) gives. What has another inside tells its end by a signal as a shell does: 128 and its number. */
  #exitOf(status: number): Exit {
    const code = status >> 8;
    const inside = this.#isInside && code > 128 ? code - 128 : 0;
    const signal = nameOf(status & 0x7f || inside);
    return signal === undefined ? { status: code } : { signal };
  }
}

function nameOf(signal: number): string | undefined {
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
}
