import * as z from 'zod/mini';
import { claimSchema } from '../claims/claims.ts';
import { stepSchema } from '../verbs/verbs.ts';
import { limitsSchema } from './limits.ts';
import { parameterSchema } from './parameters.ts';
import { described, line, listOf, mapping, named, sentence, text } from './parts.ts';

const DOMAIN = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const TEMPLATE_PHRASE = 'the name of a template file that ends in ".hbs", without folders';
const TARGET_PHRASE = "a target of the sources' Makefile, e.g. TCPechod";
const SHARED_PHRASE = 'a folder among the sources, e.g. data';
const FOLDER_PHRASE = "a folder inside the lab's folder, e.g. src";

const program = mapping({
  run: text('Command line that runs it: words and references, without a shell'),
  make: z.exactOptional(
    described(
      z.string({ error: TARGET_PHRASE }).check(z.regex(/^[\w][\w./+-]*$/, { error: TARGET_PHRASE })),
      'Target of the Makefile that makes it',
    ),
  ),
});

/** lab.yaml as it is written, before it is made into a `Lab`. */
export const labSchema = mapping({
  title: sentence('Title of the report'),
  template: described(
    z.string({ error: TEMPLATE_PHRASE }).check(z.regex(/^[\w-][\w.-]*\.hbs$/, { error: TEMPLATE_PHRASE })),
    'Template of the report: a file in templates/',
  ),
  source: z.exactOptional(
    described(
      z
        .string({ error: FOLDER_PHRASE })
        .check(z.regex(/^(?!.*\.\.)[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, { error: FOLDER_PHRASE })),
      "Folder of the programs' sources, relative to the lab's folder",
    ),
  ),
  shared: z.exactOptional(
    described(
      listOf(z.string({ error: SHARED_PHRASE }).check(z.regex(/^[\w-][\w.-]*$/, { error: SHARED_PHRASE })), 'folders'),
      'Folders among the sources that all hosts share; of all else each has a copy',
    ),
  ),
  build: z.exactOptional(text('Command that builds the sources; make with the targets of the programs when absent')),
  programs: z.exactOptional(
    described(named(program, 'programs', 0), 'Programs that are built from the sources, which --source replaces'),
  ),
  limits: z.exactOptional(described(limitsSchema, "What programs may use that are not the lab's own (--source)")),
  parameters: z.exactOptional(described(named(parameterSchema, 'parameters', 0), 'Values that --set can change')),
  domain: z.exactOptional(
    described(
      z.string({ error: 'a domain' }).check(z.regex(DOMAIN, { error: 'a domain such as lab.example' })),
      "Domain that every host's full name ends in",
    ),
  ),
  networks: described(named(line('IPv4 network, e.g. 192.0.2.0/24'), 'IPv4 networks'), 'Networks of the lab'),
  hosts: described(
    named(named(line('IPv4 address'), 'IPv4 addresses'), 'hosts'),
    'Hosts of the lab, with their address on each network',
  ),
  steps: described(listOf(stepSchema, 'steps'), 'What is done, one step after the other'),
  claims: z.exactOptional(
    described(named(claimSchema, 'claims', 0), 'What the report states, checked against the evidence'),
  ),
});

export type RawLab = z.infer<typeof labSchema>;
