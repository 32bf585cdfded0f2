import type { NoValues } from './claims.ts';

/** Why an update has left a place of an edited report as it was. `Message` is any message, as a part of another one. */
export interface EditedMessages<Message> {
  outputKept: NoValues;
  textEdited: NoValues;
  notBorneOut: NoValues;
  /** So many places of the report could be meant. */
  readsLike: { places: number };
  /** The author's own words have a value of the run before. */
  saysAsBefore: { text: string };
  /** Why, and what the new run has in its place, which may be nothing. */
  newRunSays: { reason: Message; now: string };
}
