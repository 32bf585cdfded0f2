import { constants, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { constants as os } from 'node:os';
import { createInterface } from 'node:readline';
import { runTool } from '../hosts/tool.ts';
import type { Exit } from '../record/run-record.ts';

/** The named pipe through which terminals tell when their programs began, and how they ended. */
export class StatusPipe {
  readonly path: string;
  readonly #waiting = new Map<string, (value: number) => void>();
  readonly #socket: Socket;

  private constructor(path: string, onFault: (error: Error) => void) {
    this.path = path;
    // Opened for reading and writing, so that it never reaches its end between two writers.
    this.#socket = new Socket({ fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK) }).on('error', onFault);
    // It passes on what goes wrong with its input.
    createInterface({ input: this.#socket })
      .on('line', (line) => this.#tell(line))
      .on('error', onFault);
  }

  static async open(path: string, onFault: (error: Error) => void): Promise<StatusPipe> {
    // A driver that could not make its hosts may have left one.
    await rm(path, { force: true });
    await runTool(['mkfifo', '-m', '600', path]);
    return new StatusPipe(path, onFault);
  }

  /** The process id, as its host counts, of the program of this terminal; resolves when it begins. */
  pidOf(id: string): Promise<number> {
    return this.#hear(`${id} began`);
  }

  /** Resolves when the program of this terminal has ended. */
  async exitOf(id: string): Promise<Exit> {
    return exitFromShell(await this.#hear(`${id} ended`));
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(event: string): Promise<number> {
    return new Promise((resolve) => this.#waiting.set(event, resolve));
  }

  #tell(line: string): void {
    const [id, event, value] = line.split(' ');
    this.#waiting.get(`${id} ${event}`)?.(Number(value));
  }
}

/** A shell tells the end by a signal as 128 + its number (bash(1), EXIT STATUS). */
function exitFromShell(status: number): Exit {
  const signal = Object.entries(os.signals).find(([, number]) => number === status - 128)?.[0];
  return signal === undefined ? { status } : { signal };
}
