/** Something that calls a report more, or other, than it is. */
export interface Forgery {
  kind: 'verified' | 'head' | 'lab' | 'page' | 'crate';
  /** Where it is, as a person would type it, and what is wrong. */
  message: string;
}
