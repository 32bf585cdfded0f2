import type { Words } from './words.ts';

/** The keys at the top of a lab.yaml. */
export const KEY_WORDS: Record<string, Words> = {
  title: {
    description: 'Title of the report, in one line without a full stop. `labreport list` shows it beside the name.',
    example: 'title: Two clients of a concurrent server',
  },
  template: {
    description:
      "File name of the report's template, which is looked for in `templates/` of the current folder, then among those that come with labreport. `--template FILE` takes another.",
    example: 'template: two-clients.md.hbs',
  },
  source: {
    description:
      "Folder of the programs' sources, relative to the lab's folder. Each run works on a fresh copy, in which all commands of the lab are run; `--source DIR` puts a student's own folder in its place.",
    example: 'source: src',
  },
  build: {
    description:
      'Command that builds the sources. It runs once, while the hosts are made, and its output is evidence by the id `build`; a build that fails ends the run, and labreport says what the compiler said.',
    example: 'build: make all',
  },
  programs: {
    description:
      'Programs that are built from the sources, by name: `run` is the command line, which no shell reads, and `make` the target that makes it. Steps open them by name. So it is known which of the lab’s commands `--source` replaces: these and the build are confined then, all other commands are yours and run as ever. Without `build`, make is asked for their targets.',
    example: `programs:
  server: { run: "./TCPechod \${port}", make: TCPechod }
  client: { run: "./TCPecho \${vit001} \${port}", make: TCPecho }`,
  },
  shared: {
    description:
      'Folders among the sources that all hosts share. Of all else each host has a copy of its own, as it has `/tmp` and its home folder: what a program writes on one host is on no other.',
    example: `source: src
shared: [data] # src/data, which one host writes and another one reads`,
  },
  limits: {
    description:
      "What programs may use that are not the lab's own (`--source`): each key has a default, and a lab names only those that it changes. Who runs into one is told which, in the report, and everything else goes on.",
    example: `limits:
  processes: 100 # a server that forks for every client
  cpu: 10s
  output: 2MB`,
  },
  parameters: {
    description: `Values that \`--set\` changes: \`labreport generate two-clients --set port=9000\`. Commands, texts, ports and filters of the lab refer to them by \`\${name}\`. Each has a \`type\`, and other values are refused before anything is run: a \`port\`, an \`integer\` (perhaps \`from\` and \`to\`), a \`text\` of one line, or a \`choice\` \`of\` some values.`,
    example: `parameters:
  port: { type: port, default: 8990, description: TCP port that the server listens on }
  lines: { type: integer, from: 1, to: 20, default: 3, description: How many lines the client sends }
  greeting: { type: text, default: good morning, description: What the client sends }
  ending: { type: choice, of: [FIN, RST], default: FIN, description: How the client ends }`,
  },
  domain: {
    description: "Domain that every host's full name ends in: with `lab.example`, vit001 is also vit001.lab.example.",
    example: 'domain: lab.example',
  },
  networks: {
    description:
      "Networks of the lab, by name: IPv4 networks that don't overlap, each with a switch of its own. 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 are set aside for examples (RFC 5737) and clash with nothing.",
    example: `networks:
  lan: 192.0.2.0/24
  backbone: 198.51.100.0/24
hosts:
  vit001: { lan: 192.0.2.1, backbone: 198.51.100.1 } # on both
  vit002: { lan: 192.0.2.2 }
  vit003: { lan: 192.0.2.3 }`,
  },
  hosts: {
    description: `Hosts of the lab, by name, with their address on each network that they are on. Each has a network, a hostname and a process table of its own. \`\${vit001}\` is what programs on the other hosts call it. A host can't be called \`client\` or \`server\`: claims call the two ends of a connection so.`,
    example: `hosts:
  vit001: { lan: 192.0.2.1 }
  vit002: { lan: 192.0.2.2 }
  vit003: { lan: 192.0.2.3 }`,
  },
};
