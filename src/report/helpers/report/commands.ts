import { formatTime } from '../../../language/clock.ts';
import { escapeText, formatTable } from '../../../markdown/markdown.ts';
import { Missing } from '../../../template/captured.ts';
import { findOutput, type Helper, leaveBlock } from '../../report.ts';

/**
 * A table of terminals and captures: on which host each is, since when, and what it runs.
 * @argument {text ...} ids names of terminals or captures
 * @example {{commands "server" "client2"}}
 */
export const commands: Helper = (report, call) => {
  call.expect({ args: Number.POSITIVE_INFINITY });
  const rows = call.args.flatMap((_, i) => {
    const id = call.text(i, 'the name of a terminal or capture');
    const evidence = findOutput(report, call, { id, kinds: ['terminal', 'capture'] });
    if (evidence instanceof Missing) return [];
    return [[evidence.host ?? '', id, formatTime(evidence.startedAt), evidence.command]];
  });
  const table = formatTable(
    report.language.report.commandsHeader,
    rows.map((row) => row.map(escapeText)),
  );
  return leaveBlock(report, call, { parts: [{ markdown: table }] });
};
