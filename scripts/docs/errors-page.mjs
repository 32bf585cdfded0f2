// docs/errors.md: what programs that call labreport read, with every error's code.
import { loadSource } from '../load-source.mjs';

const HEAD = `# Errors, for programs

A program that calls labreport goes by its exit status, and with \`--json\` by what it prints:

| command | prints with \`--json\` |
|---|---|
| \`labreport check\`, \`labreport verify\`, \`labreport submit\`, \`labreport list\`, \`labreport doctor\` | one object or list |
| \`labreport packets\` | an object for each packet, one on a line; with \`--count\` one object |
| \`labreport generate\`, \`labreport update\` | an object for each event of the run, one on a line; its \`type\` tells which |

When it fails with exit status 2, standard error has the message for people. With \`--json\`, standard output then ends with
the same on one line:

\`\`\`console
$ labreport check nowhere --json 2>/dev/null
{"error":{"code":"report-not-found","message":"no report in nowhere, expected the folder of a report or its report.md","hint":"For example: labreport check reports/two-clients"}}
$ echo $?
2
$ labreport generate two-clients --set port=http --json 2>/dev/null
{"type":"error","error":{"code":"parameter-invalid","message":"parameter \\"port\\" got \\"http\\", expected a port number from 1 to 65535","hint":"port: TCP port that the server listens on"}}
$ echo $?
2
\`\`\`

| of \`error\` | what it is |
|---|---|
| \`code\` | the kind of error, from the table below |
| \`message\` | a sentence: what was found, and what was expected |
| \`hint\` | what to do about it, where labreport knows; lines are parted by \`\\n\` |
| \`place\` | where it is, where that is a file: \`file\`, and often \`line\` and \`column\`, which count from 1 |

Lines of \`labreport generate\` and \`labreport update\` have a \`type\`, and so has that one. A command that has a result and
fails all the same puts \`error\` into its one object: \`labreport doctor\` beside what it found, \`labreport packets --count\`
beside what it could count, \`labreport verify --write\` beside what it observed. One that a signal ends prints no error; its
exit status tells the signal.

## Codes

A code stays what it is when a message is worded anew. Others may be added: take one that you don't know as "it failed".
`;

/** The text of the page. */
export async function errorsPage() {
  const { ERROR_CODES } = await loadSource('src/text/codes/error-codes.ts');
  const rows = Object.entries(ERROR_CODES).map(([code, says]) => `| \`${code}\` | ${says} |`);
  return `${HEAD}\n${['| code | what has happened |', '|---|---|', ...rows].join('\n')}\n`;
}
