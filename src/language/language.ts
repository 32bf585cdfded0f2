import type { english } from './en/english.ts';

/** All words that labreport itself puts into a report. Another language is another value of this type. */
export type Language = Widen<typeof english>;

/** Other words than the English ones, in the same places. */
type Widen<T> = T extends string
  ? string
  : T extends (...args: never[]) => unknown
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Widen<Item>[]
      : { readonly [Key in keyof T]: Widen<T[Key]> };
