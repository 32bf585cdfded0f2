import { constants } from 'node:os';
import type { Duplex } from 'node:stream';
import { LabreportError } from '../../text/errors.ts';
import type { Machine, Running, Start } from '../machine.ts';
import { AgentProgram } from './agent-program.ts';
import type { Asks } from './asks.ts';
import { type Fields, FrameReader, toFrame } from './frames.ts';

/** What of its host a program shares: its processes, its mounts. Network and name it always has. */
export interface View {
  processes: boolean;
  mounts: boolean;
  /** What is started only confines the program that is meant, which tells by a line on descriptor 6 that it begins. */
  isInside?: boolean;
}

interface Asked {
  resolve(fields: Fields): void;
  reject(error: Error): void;
}

/** Our side of an agent (agent.pl): it starts programs where it is, and tells what becomes of them. */
export class Agent implements Asks {
  readonly #wire: Duplex;
  readonly #reader = new FrameReader();
  readonly #asked = new Map<number, Asked>();
  readonly #programs = new Map<number, AgentProgram>();
  #count = 0;
  #lost: Error | undefined;

  /** `onLost` hears of it when the agent ends before it is to; `why` tells what it has said then. */
  constructor(wire: Duplex, { onLost, why }: { onLost: (error: Error) => void; why: () => Promise<string> }) {
    this.#wire = wire;
    wire.on('data', (bytes: Buffer) => {
      for (const frame of this.#reader.read(bytes)) this.#hear(frame);
    });
    const lose = async () => {
      const said = this.#lost === undefined ? await why() : '';
      if (this.#lost === undefined) onLost(this.#lose(said));
    };
    wire.on('error', lose).on('close', lose);
  }

  ask(what: string, ...args: readonly (string | number)[]): Promise<Fields> {
    return this.#ask(this.#next(), what, args);
  }

  async read(...paths: readonly string[]): Promise<Map<string, string>> {
    return toMap(await this.ask('read', ...paths));
  }

  async links(...paths: readonly string[]): Promise<Map<string, string>> {
    return toMap(await this.ask('links', ...paths));
  }

  /** A place there for programs. */
  machine(view: View): Machine {
    return { start: (start) => this.#start(view, start) };
  }

  /** Ends it, with all that it has started. */
  close(): void {
    this.#lose();
    this.#wire.destroy();
  }

  async #start({ processes, mounts, isInside = false }: View, start: Start): Promise<Running> {
    const { argv, environment, cwd, terminal, before } = start;
    const words = before === undefined ? argv : ['bash', '-c', `${before}exec "$@"`, 'bash', ...argv];
    const id = this.#next();
    const program = new AgentProgram({ agent: this, id, start, isInside });
    this.#programs.set(id, program);
    const [keeper, pid] = await this.#ask(id, 'start', [
      `${processes ? 'p' : ''}${mounts ? 'm' : ''}`,
      terminal === undefined ? 'pipe' : 'terminal',
      terminal === undefined ? '' : `${terminal.rows}x${terminal.columns}`,
      isInside ? '1' : '',
      cwd,
      Object.keys(environment).length,
      ...Object.entries(environment).flat(),
      ...words,
    ]).catch((error) => {
      this.#programs.delete(id);
      throw error;
    });
    program.isStarted(Number(keeper), Number(pid));
    return program;
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  #ask(id: number, what: string, args: readonly (string | number)[]): Promise<Fields> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#wire.write(toFrame([id, what, ...args]));
    });
  }

  #hear([what, number, ...fields]: Fields): void {
    const [event, id] = [`${what}`, Number(number)];
    const asked = this.#asked.get(id);
    if (event === 'done') asked?.resolve(fields);
    else if (event === 'failed') asked?.reject(toError(fields));
    else this.#programs.get(id)?.hear(event, fields);
    if (event === 'done' || event === 'failed') this.#asked.delete(id);
    if (event === 'closed') this.#programs.delete(id);
  }

  #lose(said = ''): Error {
    const message = `what starts programs on a host has ended${said === '' ? '' : `: ${said}`}`;
    const lost = new LabreportError({ code: 'run-failed', message });
    this.#lost = lost;
    for (const { reject } of this.#asked.values()) reject(lost);
    for (const program of this.#programs.values()) program.lose(lost);
    this.#asked.clear();
    this.#programs.clear();
    return lost;
  }
}

function toMap(fields: Fields): Map<string, string> {
  const pairs = Array.from({ length: fields.length / 2 }, (_, i) => fields.slice(2 * i, 2 * i + 2));
  return new Map(pairs.map(([path, text]) => [`${path}`, (text as Buffer).toString('latin1')]));
}

/** What the machine refuses keeps its name (errno(3)). */
function toError([why, number]: Fields): Error {
  const code = Object.entries(constants.errno).find(([, errno]) => errno === Number(number))?.[0];
  return Object.assign(new Error(`${why}`), code === undefined ? {} : { code, syscall: '' });
}
