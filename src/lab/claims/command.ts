import { text } from '../schema/parts.ts';
import { lines } from '../schema/recorded.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** What a command of the lab's author says of the record: status 0 held, 1 failed, anything else not testable. */
export interface CommandClaim extends ClaimBase {
  kind: 'command';
  /** Run by bash in the folder of lab.yaml, with the record's path as its first argument. */
  command: string;
}

/** @internal */
export const command = defineClaim('command', {
  recorded: { command: lines },
  forms: {
    command: defineForm({
      words: {
        description:
          "What no other kind can say: a command of the lab's own, run by bash in the lab's folder, with the path of `record.json` as its last argument (or as `$1` where it says so). Status 0 means held, 1 failed, anything else not testable; what it prints is the reason.",
        example: `claims:
  few-segments:
    says: The whole lab takes fewer than 100 segments
    command: python3 count-segments.py --below 100`,
      },
      written: {
        command: text(
          "Command of the lab's own that gets the record's path: status 0 held, 1 failed, others not testable",
        ),
        says,
      },
      expands: [],
      build: (raw) => ({ command: raw.command }),
    }),
  },
});
