import type { Session } from './session.ts';

/** After so many times the template's code runs at its full speed. */
const TIMES = 4;
/** A page that has asked for nothing for so long has all that it needs. */
const QUIET_MS = 200;

/**
 * Makes the template's view some times while nobody waits for anything, so that the first save is shown as quickly as
 * those after it.
 */
export class WarmUp {
  readonly #session: Session;
  #left = TIMES;
  #timer: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Somebody asks for something: that comes first. */
  wait(): void {
    clearTimeout(this.#timer);
    if (this.#left > 0) this.#timer = setTimeout(() => void this.#step(), QUIET_MS);
  }

  stop(): void {
    this.#left = 0;
    clearTimeout(this.#timer);
  }

  async #step(): Promise<void> {
    this.#left--;
    // What goes wrong here is told when somebody asks for it.
    await this.#session.prepareTemplate().catch(() => this.stop());
    if (this.#left > 0) this.#timer = setTimeout(() => void this.#step(), 0);
  }
}
