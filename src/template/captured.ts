import type { Placeholders } from './placeholders.ts';

/** Text that labreport did not write, on its way through a template: printing it leaves a placeholder. */
export class Captured {
  readonly raw: string;
  readonly #placeholders: Placeholders;

  constructor(raw: string, placeholders: Placeholders) {
    this.raw = raw;
    this.#placeholders = placeholders;
  }

  toString(): string {
    return this.#placeholders.value(this.raw);
  }
}

/** A value that this run has not got, through no mistake of the template; what is made of it is missing too. */
export class Missing {
  readonly reason: string;
  /** What is printed in its stead. */
  readonly #stead: string;

  constructor(reason: string, stead: string) {
    this.reason = reason;
    this.#stead = stead;
  }

  toString(): string {
    return this.#stead;
  }
}

/** The value that a helper compares: captured text as it is. */
export function unwrap(value: unknown): unknown {
  return value instanceof Captured ? value.raw : value;
}
