// Reports of any size for the bench, made from the sample report: its evidence so many times over, each time a minute later
// and with other client ports, or with logs as long as one likes.
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeCapture, printCapture } from './long-capture.mjs';
import { changePorts, PORT_STEP } from './other-ports.mjs';

const SAMPLE = 'reports/concurrent-servers';
/** Ten evidences that belong together; they are what is multiplied. */
const SET = [
  'server',
  'traffic',
  'client2',
  'client3',
  'netstat-open',
  'forking',
  'forking-client2',
  'forking-client3',
  'closing',
  'netstat-clients-ended',
];
/** The keys of a claim that name an evidence. */
const NAMING = ['capture', 'moment', 'terminal', 'in', 'of'];

const sample = JSON.parse(readFileSync(join(SAMPLE, 'record.json'), 'utf8'));
const claims = sample.lab.claims.filter((claim) => namesOf(claim).every((name) => SET.includes(name)));

/** A report with ten evidence blocks for each set. */
export function makeReport(dir, sets) {
  const report = new Report(dir);
  for (let set = 1; set <= sets; set++) report.add(`-${set}`, set);
  report.write();
}

/** A report with ten evidence blocks whose logs are about so many bytes: a capture and its text, and a terminal. */
export async function makeLongReport(dir, bytes) {
  const report = new Report(dir);
  report.add('');
  const [pcap, log] = ['logs/traffic.pcap', 'logs/traffic.txt'].map((path) => join(dir, path));
  await makeCapture(pcap, bytes / 2);
  await printCapture(pcap, log);
  const rest = bytes - statSync(pcap).size - statSync(log).size;
  repeatLines(join(SAMPLE, 'logs/server.txt'), join(dir, 'logs/server.txt'), Math.max(0, rest));
  report.write();
}

class Report {
  #dir;
  #evidence = [];
  #claims = [];
  #files = new Set();
  #template = ['# Many\n\n{{head}}\n'];

  constructor(dir) {
    this.#dir = dir;
    mkdirSync(join(dir, 'logs'), { recursive: true });
    mkdirSync(join(dir, 'lab'));
  }

  /** One more set, whose names end so, that many minutes later. */
  add(ending, minutes = 0) {
    for (const each of sample.evidence.filter(({ id }) => SET.includes(id))) {
      const copy = { ...later(each, minutes), id: `${each.id}${ending}` };
      for (const key of ['log', 'cast', 'pcap']) {
        if (each[key] !== undefined) copy[key] = this.#copy(each[key], ending, minutes);
      }
      this.#evidence.push(copy);
    }
    for (const claim of claims) this.#claims.push({ ...rename(claim, ending), id: `${claim.id}${ending}` });
    this.#template.push(writeSection(ending));
  }

  write() {
    const template = `${this.#template.join('\n')}\n## Claims\n\n{{claims}}\n`;
    writeFileSync(join(this.#dir, 'lab/template.md.hbs'), template);
    const record = {
      ...sample,
      lab: { ...sample.lab, claims: this.#claims },
      evidence: this.#evidence,
      inputs: [this.#hash('lab/template.md.hbs')],
      files: [...this.#files].map((path) => this.#hash(path)),
    };
    delete record.report;
    writeFileSync(join(this.#dir, 'record.json'), JSON.stringify(record));
  }

  #copy(path, ending, minutes) {
    const copy = path.replace(/(?=\.\w+$)/, ending);
    writeFileSync(join(this.#dir, copy), changePorts(readFileSync(join(SAMPLE, path)), { path, minutes }));
    this.#files.add(copy);
    return copy;
  }

  #hash(path) {
    const bytes = readFileSync(join(this.#dir, path));
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
}

/** The evidence with all its times later, and the client's port another one. */
function later(evidence, minutes) {
  const ms = minutes * 60_000;
  const shifted = structuredClone(evidence);
  for (const key of ['beganMs', 'endedMs', 'stoppedMs']) if (shifted[key] !== undefined) shifted[key] += ms;
  for (const typed of shifted.typed ?? []) typed.atMs += ms;
  for (const chunk of shifted.chunks ?? []) chunk[0] += ms;
  if (shifted.values?.port !== undefined)
    shifted.values.port = String(Number(shifted.values.port) + minutes * PORT_STEP);
  return shifted;
}

/** Prose, ten blocks, and a few values. */
function writeSection(end) {
  return `
## Section${end}

{{terminal "server${end}"}}

{{terminal "client2${end}"}}

{{terminal "client3${end}" first=3}}

{{capture "traffic${end}" of="client2${end}" flags="FIN"}}

{{#claim "two-connections${end}"}}
The SYN is {{frame (packets "traffic${end}" of="client2${end}" flags="SYN" from="client")}}, from port {{value "client2${end}.port"}}.
{{/claim}}

{{terminal "forking${end}" last=3}}

{{terminal "forking-client2${end}"}}

{{terminal "forking-client3${end}" match="Connected"}}

{{moment "netstat-open${end}"}}

There are {{number (count (sockets "netstat-open${end}" state="ESTABLISHED"))}} connections, of the ports
{{list (sockets "netstat-open${end}" state="ESTABLISHED") "peer.port"}}. {{#claim "closing-no-reset${end}"}}None was reset.{{/claim}}

{{capture "closing${end}"}}

{{moment "netstat-clients-ended${end}"}}
`;
}

function namesOf(claim) {
  if (typeof claim !== 'object' || claim === null) return [];
  return Object.entries(claim).flatMap(([key, value]) =>
    NAMING.includes(key) && typeof value === 'string' ? [value] : namesOf(value),
  );
}

function rename(claim, ending) {
  if (Array.isArray(claim)) return claim.map((item) => rename(item, ending));
  if (typeof claim !== 'object' || claim === null) return claim;
  const entries = Object.entries(claim).map(([key, value]) => [
    key,
    NAMING.includes(key) && typeof value === 'string' ? `${value}${ending}` : rename(value, ending),
  ]);
  return Object.fromEntries(entries);
}

/** A log's own lines over and over. */
function repeatLines(from, to, bytes) {
  const lines = readFileSync(from);
  const many = Buffer.concat(Array(Math.ceil(1_000_000 / lines.length)).fill(lines));
  mkdirSync(dirname(to), { recursive: true });
  const file = openSync(to, 'w');
  for (let written = 0; written < bytes; written += many.length) writeSync(file, many);
  closeSync(file);
}
