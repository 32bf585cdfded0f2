import type { ServerResponse } from 'node:http';
import type { Session } from './session.ts';

/** After so many times the template's code runs at its full speed. */
const TIMES = 4;

/**
 * Makes the template's view some times while nobody waits for anything, so that the first save is shown as quickly as
 * those after it.
 */
export class WarmUp {
  readonly #session: Session;
  readonly #pending = new Set<ServerResponse>();
  #isWatched = false;
  #left = TIMES;
  #next: NodeJS.Immediate | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Somebody asks for something: that comes first. */
  wait(response: ServerResponse): void {
    this.#pending.add(response);
    response.once('close', () => this.#answered(response));
  }

  /** A page has come up far enough to follow events: from now on nothing of it is in the way. */
  begin(stream: ServerResponse): void {
    this.#isWatched = true;
    this.#answered(stream);
  }

  stop(): void {
    this.#left = 0;
    clearImmediate(this.#next);
  }

  #answered(response: ServerResponse): void {
    this.#pending.delete(response);
    this.#plan();
  }

  #plan(): void {
    if (!this.#isWatched || this.#left === 0 || this.#pending.size > 0) return;
    this.#next ??= setImmediate(() => void this.#step());
  }

  async #step(): Promise<void> {
    this.#left--;
    // What goes wrong here is told when somebody asks for it.
    await this.#session.prepareTemplate().catch(() => this.stop());
    this.#next = undefined;
    this.#plan();
  }
}
