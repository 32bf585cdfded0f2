import type { Message } from '../messages/message.ts';
import { english } from './en/english.ts';
import type { Language } from './language.ts';
import { tell } from './tell.ts';

/** "12 of 12 agree". */
export function tellAgreeing(
  { agreeing, total }: { agreeing: number; total: number },
  { crossChecks }: Language = english,
): string {
  return crossChecks.agreeing(agreeing, total);
}

/** "4 not testable: it was opened before capture wire began (3), the run has no capture (1)"; nothing when all are. */
export function tellUntestable(
  { untestable }: { untestable: readonly { reason: Message; count: number }[] },
  language: Language = english,
): string {
  if (untestable.length === 0) return '';
  const total = untestable.reduce((sum, { count }) => sum + count, 0);
  const reasons = untestable.map((each) => {
    const reason = tell(each.reason, language);
    return untestable.length === 1 ? reason : `${reason} (${each.count})`;
  });
  return language.crossChecks.untestable(total, reasons);
}
