import type { EditedMessages } from '../../messages/edited.ts';
import type { Message } from '../../messages/message.ts';
import type { Words } from '../words.ts';

/** Why an update has left a place of an edited report as it was. */
export const edited: Words<EditedMessages<Message>> = {
  outputKept: () => 'its output was edited by hand and is kept',
  textEdited: () => 'the text around it was edited',
  notBorneOut: () => 'the new run does not bear this out; it was edited and is kept',
  readsLike: ({ places }) => `it reads like ${places} places of the report, which now say different things`,
  saysAsBefore: ({ text }) => `your text says ${text}, as the run before did`,
  newRunSays: ({ reason, now }, tell) => `${tell(reason)}; the new run: ${now === '' ? 'nothing' : now}`,
};
