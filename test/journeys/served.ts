import { labYaml } from './labreport.ts';

/** A server in Perl, which needs no build. */
const SERVER = `use IO::Socket::INET;
my $socket = IO::Socket::INET->new(Listen => 1, LocalPort => shift);
print "ready\\n";
print {$socket->accept} "hello\\n";`;

/**
 * A lab with one of each - a terminal, a capture, a moment, a claim - that runs in a third of the time of two-clients. Its
 * parameter is the server's port.
 */
export const SERVED = labYaml(
  `  - open: server
    on: vit001
    run: |
      perl -e '${SERVER.replaceAll('\n', ' ')}' \${port}
    until: ready
  - { capture: wire, on: vit001, filter: "port \${port}" }
  - { moment: client, on: vit002, run: "cat </dev/tcp/\${vit001}/\${port}" }
  - { stop: wire }
`,
  `parameters:
  port: { type: port, default: 8990, description: Where the server listens }
claims:
  served: { says: The client is served, in: client, shows: hello }
  no-reset: { says: No connection is reset, capture: wire, never: { flags: RST } }
`,
);
