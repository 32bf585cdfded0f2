/** An entity of the crate's flat graph (RO-Crate 1.1, appendix "RO-Crate JSON-LD"). */
export interface Entity {
  '@id': string;
  '@type': string;
  [property: string]: unknown;
}

/** A file of the crate; without size and hash where it may be edited later. */
export interface Part {
  /** Relative to the report's folder. */
  path: string;
  bytes?: number;
  sha256?: string;
}

/** A reference to an entity. */
export function refer(entity: Entity): { '@id': string } {
  return { '@id': entity['@id'] };
}

/** The same without the properties that have no value. */
export function withoutAbsent(entity: Entity): Entity {
  return Object.fromEntries(Object.entries(entity).filter(([, value]) => value !== undefined)) as Entity;
}

/** A path as a URI path relative to the crate's root: spaces and the like are encoded, letters of any script are not. */
export function idOfPath(path: string): string {
  return path.replaceAll(/[\0-\x20"#%<>?[\\\]^`{|}\x7f]/g, encodeURIComponent);
}

const FORMATS: Readonly<Record<string, string>> = {
  c: 'text/x-c',
  cast: 'application/x-asciicast',
  h: 'text/x-c',
  hbs: 'text/x-handlebars-template',
  html: 'text/html',
  json: 'application/json',
  md: 'text/markdown',
  pcap: 'application/vnd.tcpdump.pcap',
  pdf: 'application/pdf',
  png: 'image/png',
  py: 'text/x-python',
  sh: 'text/x-shellscript',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  yaml: 'application/yaml',
};

const DESCRIPTIONS: readonly [RegExp, string][] = [
  [/^report\.md$/, 'The report, which may be edited'],
  [/^report\.(html|pdf)$/, 'The report, to read'],
  [/^record\.json$/, 'What labreport recorded of the run'],
  [/^figures\//, 'A figure of the report, drawn from the evidence'],
  [/^lab\/lab\.yaml$/, 'What the lab does, step by step'],
  [/^lab\/template/, 'The template of the report'],
  [/^lab\/src\//, "A source of the lab's programs"],
  [/^logs\/.*\.txt$/, 'What a command printed, byte for byte'],
  [/^logs\/.*\.cast$/, 'A terminal, as a recording that plays'],
  [/^logs\/.*\.pcap$/, 'The packets of a capture'],
];

/** A file as the crate describes it. */
export function partEntity({ path, bytes, sha256 }: Part): Entity {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return withoutAbsent({
    '@id': idOfPath(path),
    '@type': 'File',
    name,
    description: DESCRIPTIONS.find(([pattern]) => pattern.test(path))?.[1],
    encodingFormat: formatOf(name),
    contentSize: bytes === undefined ? undefined : String(bytes),
    sha256,
  });
}

function formatOf(name: string): string | undefined {
  if (name === 'Makefile') return 'text/x-makefile';
  return FORMATS[name.slice(name.lastIndexOf('.') + 1)];
}
