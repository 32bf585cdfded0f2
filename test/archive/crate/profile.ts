import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** An entity of a crate; what it holds is what is to be found out. */
export type Entity = Record<string, unknown> & { '@id': string; '@type': string | string[] };

/** Rules that a crate breaks: of MUST, it is none; of SHOULD, it could be better. */
export interface Broken {
  must: string[];
  should: string[];
}

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const SPECIFICATION = 'https://w3id.org/ro/crate/1.1';
const PROFILE = 'https://w3id.org/ro/wfrun/process/0.5';
const STATUSES = ['CompletedActionStatus', 'FailedActionStatus'].map((status) => `http://schema.org/${status}`);

/**
 * Holds a folder's ro-crate-metadata.json against RO-Crate 1.1 (root-data-entity, data-entities, contextual-entities,
 * JSON-LD) and Process Run Crate 0.5 (section Requirements), rule by rule.
 */
export function checkCrate(dir: string): Broken {
  const text = readFileSync(join(dir, 'ro-crate-metadata.json'), 'utf8');
  const crate = JSON.parse(text) as { '@context': unknown; '@graph': Entity[] };
  const check = new Check(crate['@graph'], dir);
  check.must(
    'the context is that of RO-Crate 1.1',
    JSON.stringify(crate['@context']).includes(`${SPECIFICATION}/context`),
  );
  check.graph();
  check.descriptor();
  check.root();
  for (const file of check.ofType('File')) check.file(file);
  for (const action of check.ofType('CreateAction')) check.action(action);
  for (const tool of check.ofType('SoftwareApplication')) check.tool(tool);
  return check.broken;
}

class Check {
  readonly broken: Broken = { must: [], should: [] };
  readonly #graph: Entity[];
  readonly #dir: string;
  readonly #byId: Map<string, Entity>;

  constructor(graph: Entity[], dir: string) {
    this.#graph = graph;
    this.#dir = dir;
    this.#byId = new Map(graph.map((entity) => [entity['@id'], entity]));
  }

  must(rule: string, holds: boolean): void {
    if (!holds) this.broken.must.push(rule);
  }

  should(rule: string, holds: boolean): void {
    if (!holds) this.broken.should.push(rule);
  }

  ofType(type: string): Entity[] {
    return this.#graph.filter((entity) => entity['@type'] === type);
  }

  /** RO-Crate JSON-LD is flat: every entity is there once, none is inside another, and what is referred to is there. */
  graph(): void {
    this.must('no two entities have one @id', this.#byId.size === this.#graph.length);
    for (const entity of this.#graph) {
      const id = entity['@id'];
      this.must(`${id} has @id and @type`, typeof id === 'string' && id !== '' && typeof entity['@type'] === 'string');
      this.must(`${id}: @id is a URI reference`, /^[^\s<>"{}|\\^`]+$/.test(id) && !/%(?![0-9A-F]{2})/i.test(id));
      for (const [property, value] of Object.entries(entity)) this.#property(`${id}.${property}`, value);
    }
  }

  #property(name: string, value: unknown): void {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item !== 'object' || item === null) {
        this.must(`${name} has a value`, item !== null && item !== undefined && item !== '');
        continue;
      }
      const keys = Object.keys(item);
      this.must(`${name} refers and nests nothing`, keys.length === 1 && keys[0] === '@id');
      const id = (item as { '@id': string })['@id'];
      this.must(`${name} refers to what is there: ${id}`, this.#byId.has(id) || /^https?:/.test(id));
    }
  }

  descriptor(): void {
    const found = this.#byId.get('ro-crate-metadata.json');
    this.must('the descriptor is a CreativeWork', found?.['@type'] === 'CreativeWork');
    this.must('the descriptor is about the root', idsOf(found?.about)[0] === './');
    this.should('the descriptor conforms to RO-Crate 1.1', idsOf(found?.conformsTo)[0] === SPECIFICATION);
  }

  root(): void {
    const root = this.#byId.get('./');
    this.must('the root is a Dataset', root?.['@type'] === 'Dataset');
    this.should('the root has a name', isText(root?.name));
    this.should('the root has a description', isText(root?.description));
    this.must('the root has a date in ISO 8601', DATE.test(String(root?.datePublished)));
    const [license] = idsOf(root?.license);
    this.must('the root has a license', license !== undefined || isText(root?.license));
    this.should('the license is an entity with name and description', this.#isDescribed(license));
    this.must('the root conforms to the profile', idsOf(root?.conformsTo).includes(PROFILE));
    const profile = this.#byId.get(PROFILE);
    this.must('the profile is a CreativeWork', profile?.['@type'] === 'CreativeWork');
    const parts = new Set(idsOf(root?.hasPart));
    for (const { '@id': id } of this.ofType('File')) this.must(`${id} is part of the root`, parts.has(id));
    const mentions = new Set(idsOf(root?.mentions));
    for (const { '@id': id } of this.ofType('CreateAction')) this.should(`${id} is mentioned`, mentions.has(id));
  }

  #isDescribed(id: string | undefined): boolean {
    const entity = id === undefined ? undefined : this.#byId.get(id);
    return isText(entity?.name) && isText(entity?.description);
  }

  file(file: Entity): void {
    const id = file['@id'];
    const path = join(this.#dir, decodeURIComponent(id));
    this.must(`${id} is a path in the crate`, !id.startsWith('/') && !id.split('/').includes('..'));
    this.must(`${id} is there`, existsSync(path) && statSync(path).isFile());
    this.should(`${id} has a name`, isText(file.name));
    this.should(`${id} has an encodingFormat`, isText(file.encodingFormat));
    if (file.contentSize !== undefined)
      this.must(`${id} has its size`, file.contentSize === String(statSync(path).size));
    if (file.sha256 === undefined) return;
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    this.must(`${id} has its hash`, file.sha256 === hash);
  }

  action(action: Entity): void {
    const id = action['@id'];
    const tools = idsOf(action.instrument).map((tool) => this.#byId.get(tool)?.['@type']);
    this.must(`${id} has an instrument`, tools.length > 0 && tools.every((type) => type === 'SoftwareApplication'));
    for (const property of ['name', 'description']) this.should(`${id} has a ${property}`, isText(action[property]));
    this.should(`${id} has an end in ISO 8601`, DATE.test(String(action.endTime)));
    this.should(`${id} has a start in ISO 8601`, DATE.test(String(action.startTime)));
    this.must(
      `${id} begins before it ends`,
      Date.parse(String(action.startTime)) <= Date.parse(String(action.endTime)),
    );
    const agents = idsOf(action.agent).map((agent) => this.#byId.get(agent)?.['@type']);
    this.should(`${id} has a person as its agent`, agents.length > 0 && agents.every((type) => type === 'Person'));
    const files = [...idsOf(action.object), ...idsOf(action.result)].map((file) => this.#byId.get(file)?.['@type']);
    this.should(
      `${id} takes and gives files`,
      files.every((type) => type === 'File'),
    );
    this.should(`${id} has a result`, idsOf(action.result).length > 0);
    const [status = ''] = idsOf(action.actionStatus);
    this.should(`${id} tells how it ended`, STATUSES.includes(status));
    this.should(
      `${id} tells an error where it failed only`,
      (action.error !== undefined) === status.includes('Failed'),
    );
  }

  tool(tool: Entity): void {
    const id = tool['@id'];
    this.should(`${id} has a name`, isText(tool.name));
    this.should(`${id} has a url`, isText(tool.url));
    this.should(`${id} has a version`, isText(tool.version) || isText(tool.softwareVersion));
    this.should(`${id} has one kind of version`, tool.version === undefined || tool.softwareVersion === undefined);
  }
}

function idsOf(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) =>
    typeof item === 'object' && item !== null ? [(item as { '@id': string })['@id']] : [],
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
