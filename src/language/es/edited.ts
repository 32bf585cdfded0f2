import type { EditedMessages } from '../../messages/edited.ts';
import type { Message } from '../../messages/message.ts';
import type { Words } from '../words.ts';
import { quantity } from './numbers.ts';

/** Why an update has left a place of an edited report as it was. */
export const edited: Words<EditedMessages<Message>> = {
  outputKept: () => 'su salida se modificó a mano y se conserva',
  textEdited: () => 'se modificó el texto que lo rodea',
  notBorneOut: () => 'la nueva ejecución no lo confirma; se había modificado y se conserva',
  readsLike: ({ places }) =>
    `se lee igual que ${quantity(places, 'pasaje')} del informe, que ahora dicen cosas distintas`,
  saysAsBefore: ({ text }) => `tu texto dice ${text}, como decía la ejecución anterior`,
  newRunSays: ({ reason, now }, tell) => `${tell(reason)}; en la nueva ejecución: ${now === '' ? 'nada' : now}`,
};
