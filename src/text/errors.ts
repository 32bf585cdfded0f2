import type { ErrorCode } from './codes/error-codes.ts';

/** A place in a file that a person wrote; line and column count from 1. */
export interface Place {
  file: string;
  line?: number;
  column?: number;
}

/** What went wrong, said to a person: what was found, what was expected, and what to do about it. */
export interface Problem {
  /** What kind of problem it is, for programs. */
  code: ErrorCode;
  /** One sentence without a full stop: what was got and what was expected. */
  message: string;
  /** What to do now, often a command; shown on its own line. */
  hint?: string;
  place?: Place;
  cause?: unknown;
}

/** The one error that users see. Anything else that is thrown is a defect of labreport. */
export class LabreportError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly place: Place | undefined;

  constructor(problem: Problem) {
    super(problem.message, { cause: problem.cause });
    this.name = 'LabreportError';
    this.code = problem.code;
    this.hint = problem.hint;
    this.place = problem.place;
  }

  /** What it says, as plain data: for programs, and for another process. */
  get problem(): Omit<Problem, 'cause'> {
    const { code, message, hint, place } = this;
    return { code, message, ...(hint !== undefined && { hint }), ...(place !== undefined && { place }) };
  }

  /** The same error, told with another hint or place. */
  with(other: Pick<Problem, 'hint' | 'place'>): LabreportError {
    return new LabreportError({ ...this.problem, cause: this.cause, ...other });
  }

  /** The message as it is printed: place first, hint last. */
  get text(): string {
    const place = this.place === undefined ? '' : `${formatPlace(this.place)} `;
    const hint = this.hint === undefined ? '' : `\n  ${this.hint.replaceAll('\n', '\n  ')}`;
    return `${place}${this.message}${hint}`;
  }
}

/** `lab.yaml:12:9`, as editors and terminals make it a link. */
export function formatPlace({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
