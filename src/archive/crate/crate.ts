import type { RunRecord } from '../../record/run-record.ts';
import { actionsOf, runAction } from './actions.ts';
import { type Entity, idOfPath, type Part, partEntity, refer, withoutAbsent } from './entity.ts';
import { licenseOf, personOf } from './people.ts';
import { softwareOf } from './software.ts';

/** Name of the file; RO-Crate 1.1, section "RO-Crate Metadata File Descriptor". */
export const CRATE_FILE = 'ro-crate-metadata.json';
const SPECIFICATION = 'https://w3id.org/ro/crate/1.1';
const PROFILE = 'https://w3id.org/ro/wfrun/process/0.5';

/** What a record tells, as ro-crate-metadata.json: an RO-Crate 1.1 of the profile Process Run Crate 0.5. */
export function formatCrate(options: {
  record: RunRecord;
  /** Other files of the report's folder than logs and inputs: report.md, figures ... */
  others: readonly Part[];
}): string {
  const { record } = options;
  const parts = listParts(options);
  const people = personOf(record);
  const license = licenseOf(record);
  const actions = [runAction(record, parts, people[0]), ...actionsOf(record, people[0])];
  const graph = [
    describeCrate(),
    describeRoot({ record, parts, actions, people, license }),
    describeProfile(),
    ...license,
    ...people,
    ...softwareOf(record),
    ...actions,
    ...parts.map(partEntity),
  ];
  const context = [`${SPECIFICATION}/context`, 'https://w3id.org/ro/terms/workflow-run/context'];
  return `${JSON.stringify({ '@context': context, '@graph': graph }, null, 2)}\n`;
}

function listParts({ record, others }: { record: RunRecord; others: readonly Part[] }): Part[] {
  const known = new Map<string, Part>();
  // What was hashed just now goes before what the record says.
  for (const part of [...record.inputs, ...record.files, ...others]) known.set(part.path, part);
  return [...known.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function describeCrate(): Entity {
  return {
    '@id': CRATE_FILE,
    '@type': 'CreativeWork',
    conformsTo: { '@id': SPECIFICATION },
    about: { '@id': './' },
  };
}

function describeProfile(): Entity {
  return { '@id': PROFILE, '@type': 'CreativeWork', name: 'Process Run Crate', version: '0.5' };
}

interface Root {
  record: RunRecord;
  parts: readonly Part[];
  actions: readonly Entity[];
  people: readonly Entity[];
  license: readonly Entity[];
}

function describeRoot({ record, parts, actions, people, license }: Root): Entity {
  const { lab, run, frontMatter } = record;
  const hosts = record.hosts.map(({ name }) => name).join(', ');
  const course = frontMatter?.course === undefined ? '' : ` Made for the course ${frontMatter.course}.`;
  return withoutAbsent({
    '@id': './',
    '@type': 'Dataset',
    conformsTo: { '@id': PROFILE },
    name: lab.title,
    description: `Report of the network lab "${lab.name}", which labreport ran on the hosts ${hosts}: the report, the lab and its sources, and the raw output of every command.${course}`,
    datePublished: run.startedAt,
    license: license[0] === undefined ? NO_LICENSE : refer(license[0]),
    author: people[0] && refer(people[0]),
    hasPart: parts.map(({ path }) => ({ '@id': idOfPath(path) })),
    mentions: actions.map(refer),
  });
}

/** RO-Crate 1.1 wants a licence, in words where there is none to link to. */
const NO_LICENSE = 'No license was told: ask the author before using it for more than to read and check it.';
