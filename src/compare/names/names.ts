import { scopeOf } from '../../claims/judge/scope.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Endpoint } from '../../evidence/types.ts';
import type { Scope } from '../../lab/shell/expand.ts';
import type { Evidence } from '../../record/run-record.ts';
import { capturesOf } from '../evidence-kinds.ts';
import type { Naming, PidNames, PortNames, Where } from './naming.ts';
import { replacePids } from './pid-contexts.ts';
import { namePids } from './pid-names.ts';
import { namePorts } from './port-names.ts';
import { DURATIONS_RULE, TIMES_RULE } from './rules.ts';
import { timeWords } from './time-words.ts';

/** Whole tokens of the size of a port that a kernel chooses; not the fraction or the whole of a decimal number. */
const PORT_TOKEN = /(?<![\w‹]|(?<![\d.])\d+\.)\d{4,5}(?![\w›]|\.\d(?!\d*\.\d))/g;
const SEQUENCE_TOKEN = /(?<=\b(?:seq|ack)[ =:]{1,2}|(?<=\bseq \d+):)\d{6,10}\b/g;
const INODE = /\b((?:socket|pipe):\[|ino:)(\d+)/g;
const PTS = /\bpts\/\d+\b/g;

/**
 * One renaming for a whole run: what machines choose (ports, process ids, times, absolute sequence numbers, inodes)
 * gets the name of its role, the same wherever it shows. Only numbers that typed evidence knows are renamed.
 */
export class Names implements Naming {
  readonly pids: PidNames;
  readonly ports: PortNames;
  /** What `${...}` references stand for, with roles in place of the numbers. */
  readonly scope: Scope;
  readonly #times;
  readonly #sequence;
  readonly #inodes = new Map<string, string>();

  constructor(facts: Facts) {
    this.pids = namePids(facts);
    this.ports = namePorts(facts, this.pids);
    this.#times = timeWords(facts.record);
    this.#sequence = relativeNumbers(facts);
    this.scope = this.#rename(scopeOf(facts), facts);
  }

  text(text: string, { evidence, rules }: Where): string {
    const { text: timeless, times, durations } = this.#times.replace(text);
    if (times) rules.add(TIMES_RULE);
    if (durations) rules.add(DURATIONS_RULE);
    const lines = timeless.split('\n').map((line) => this.#line(line, evidence));
    return lines.join('\n');
  }

  endpoint(end: Endpoint, peer: Endpoint): string {
    const role = this.ports.name(end, peer);
    return `${end.address}:${role === undefined ? (end.port ?? end.service ?? '*') : `‹${role}›`}`;
  }

  pid(host: string, pid: number): string {
    const role = this.pids.name(host, pid);
    return role === undefined ? `${pid}` : `‹${role}›`;
  }

  #line(line: string, evidence: Evidence | undefined): string {
    const host = evidence?.host;
    const named = host === undefined ? line : replacePids(line, (pid) => bracket(this.pids.name(host, pid)));
    return named
      .replace(PORT_TOKEN, (port) => bracket(this.ports.nameInText(Number(port), line, evidence)) ?? port)
      .replace(SEQUENCE_TOKEN, (number) => bracket(this.#sequence.get(Number(number))) ?? number)
      .replace(INODE, (_, kind: string, number: string) => `${kind}${this.#inode(number)}`)
      .replace(PTS, evidence?.kind === 'terminal' ? `‹terminal of ${evidence.id}›` : '‹terminal›');
  }

  #inode(number: string): string {
    const name = this.#inodes.get(number) ?? `‹inode ${this.#inodes.size + 1}›`;
    this.#inodes.set(number, name);
    return name;
  }

  #rename({ parameters, hosts, values }: Scope, facts: Facts): Scope {
    const renamed = Object.entries(values).map(([id, own]) => {
      const evidence = facts.evidence(id);
      const entries = Object.entries(own).map(([name, value]) => [name, this.#value(name, value, evidence)]);
      return [id, Object.fromEntries(entries)];
    });
    return { parameters, hosts, values: Object.fromEntries(renamed) };
  }

  /** A terminal's value by what it is known to be; its name decides where it may be a port or a process. */
  #value(name: string, value: string, evidence: Evidence): string {
    if (!/^\d+$/.test(value)) return value;
    const port = bracket(this.ports.nameInText(Number(value), '', evidence));
    const pid = bracket(this.pids.name(evidence.host ?? '', Number(value)));
    return (/port$/i.test(name) ? (port ?? pid) : (pid ?? port)) ?? value;
  }
}

function bracket(role: string | undefined): string | undefined {
  return role === undefined ? undefined : `‹${role}›`;
}

/** Absolute sequence and acknowledgement numbers of all captured segments, told from the connection's beginning. */
function relativeNumbers(facts: Facts): Map<number, string> {
  const numbers = new Map<number, string>();
  for (const { id } of capturesOf(facts.record)) {
    for (const { tcp } of facts.packets(id)) {
      if (tcp?.relativeSeq !== undefined) numbers.set(tcp.seq, `initial sequence number + ${tcp.relativeSeq}`);
      if (tcp?.relativeAck !== undefined) numbers.set(tcp.ack, `initial sequence number + ${tcp.relativeAck}`);
    }
  }
  return numbers;
}
