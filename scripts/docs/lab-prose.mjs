// What the pages about lab.yaml say beside what the schema says of its keys.

const FITS = 'The examples are pieces that fit into `labs/two-clients/lab.yaml`.';

/** The prose of each page, by its file name without `.md`. */
export const PROSE = {
  lab: {
    title: 'lab.yaml',
    text: `A lab is a folder with a \`lab.yaml\`, which says what happens and what the report states, and the sources of its
programs. What is told about it stands apart, in a template. \`labreport new my-lab\` makes both, to start from.

\`lab.yaml\` is [YAML 1.2](https://yaml.org/spec/1.2.2/) without aliases. A mistake in it is reported with line and
column, what was expected there, and what to do. Editors that know YAML schemas complete and check it by its first line,
\`# yaml-language-server: $schema=../lab.schema.json\`.`,
    /** Where a key has a page or a section of its own. */
    pages: {
      limits: 'limits.md',
      parameters: 'parameters.md',
      domain: 'networks-and-hosts.md#domain',
      networks: 'networks-and-hosts.md#networks',
      hosts: 'networks-and-hosts.md#hosts',
      steps: 'steps.md',
      claims: 'claims.md',
    },
  },
  whole: `Names - of networks, hosts, parameters, claims, and of what steps make - are at most 40 lower-case letters, digits and
hyphens, and begin with a letter. Where a text is looked for, \`/.../\` is a regular expression of JavaScript - without
looking around (\`(?=\`, \`(?<!\`) and referring back (\`\\1\`), so that it always comes to its end - with \`^\` and
\`$\` at the ends of lines; any other text stands for itself.

## A whole one

It is what \`labreport new my-lab\` makes:`,
  'networks-and-hosts': {
    title: 'Networks and hosts',
    text: `The hosts of a lab are made when it runs and are gone when it ends. Each sees its own network interfaces, its own
hostname and its own processes, from process 1. ${FITS}`,
  },
  parameters: { title: 'Parameters' },
  references: `## References

| Text | Stands for |
| --- | --- |
| \`\${port}\` | The value of the parameter \`port\`. |
| \`\${vit001}\` | What programs on other hosts call the host \`vit001\`. |
| \`\${server.pid}\` | The process id of the program in the terminal \`server\`. |
| \`\${client2.port}\` | What the named group \`port\` found in an \`until\` of the terminal \`client2\`. |
| \`$$\` | One dollar sign. Any other \`$\` stays as it is, so \`$HOME\` is the shell's. |

A value never becomes a part of a command: bash gets it as a positional parameter, so it is one word, whatever characters
are in it, and whoever chose it. Where bash would take it for more than a value, or not at all, a reference is refused: inside
single quotes, in arithmetic, in what \`eval\` or \`bash -c\` is to run. A report shows the command with the values in their
places, quoted where that is needed. \`programs\` and what only looks at a host (\`netstat\`, \`ss\`, \`ps\` and filters behind
them) are run without a shell. A value that a program printed, and that begins with a hyphen, begins no word of a command:
it could be an option.

The build runs before there are hosts and terminals, and can refer to parameters only. YAML takes \`{\` at the beginning of a
value, and between braces, for its own: put such texts into quotes.`,
  steps: {
    title: 'Steps',
    text: `Steps are taken one after the other. The first key of a step says what is done; the name beside it is what later steps,
claims and the template call it. A step waits for what it needs, for at most 10 seconds or its \`limit\`, which each
step can have: \`limit: 30s\`, \`limit: 500ms\`. When what it waits for does not come, the run ends there: what was seen so
far is recorded, and the report says which step failed and what was seen instead.

${FITS}`,
  },
  waits: {
    title: 'Waits',
    text: `What a \`wait\` step can wait for. Most steps need none: \`until\` of \`open\` and \`type\` waits for text, and \`stop\` for the
end of a program. A \`wait\` is for what happens inside the kernel, or in another program, before the next step makes
sense: the last socket is closed, all children are there.

${FITS}`,
  },
  claims: {
    title: 'Claims',
    text: `A claim is a statement that the evidence must bear out. Its name is what the template calls it. Each has \`says\`, the
sentence that readers see, in one line without a full stop; the other keys tell what kind it is. There are three verdicts:

- **held**: the evidence shows it;
- **failed**: the evidence shows something else;
- **not testable**: the evidence can't show it - the run stopped before, a capture dropped packets, a tool was missing. That
  is never taken for "held".

${FITS}`,
  },
  packet: `## A packet

What a packet looks like. What is not named may be anything.`,
  limits: { title: 'Limits' },
};
