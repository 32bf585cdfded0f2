import type { Verdict } from '../../claims/verdict.ts';
import { Facts } from '../../evidence/facts.ts';
import type { Lab } from '../../lab/types.ts';
import { say } from '../../messages/message.ts';
import { RECORD_FORMAT, type RunRecord } from '../../record/run-record.ts';
import { renderReport } from '../../report/render.ts';
import type { Template } from '../inputs/templates.ts';

/**
 * Finds mistakes in a template before the lab is run: unknown helpers, options, hosts, parameters, claims and
 * evidence. The report is made from a run that has seen nothing yet, with the texts for claims that hold and for others.
 */
export function checkTemplate({ lab, template }: { lab: Lab; template: Template }): void {
  const facts = new Facts({ record: emptyRecord(lab), read: () => new Uint8Array() });
  const verdicts = lab.claims.map(
    ({ id, says }): Verdict => ({ claim: id, says, status: 'failed', reason: say('said', { text: says }), cites: [] }),
  );
  renderReport({ facts, read: () => new Uint8Array(), verdicts, template, isTrial: true });
}

const TRAITS = { ownNetwork: true, ownProcesses: true, namesResolve: true, confines: true, oneClock: true };

/** The run broke off at its first step: what it has not got is missing through no mistake of the template. */
function emptyRecord(lab: Lab): RunRecord {
  const startedAt = '1970-01-01T00:00:00.000+00:00';
  return {
    format: RECORD_FORMAT,
    labreport: '',
    lab,
    inputs: [],
    run: {
      startedAt,
      epochUs: 0,
      durationMs: 0,
      failure: { step: 0, expected: say('said', { text: '' }), seen: say('said', { text: '' }) },
    },
    machine: { kernel: '', system: '', tools: {} },
    driver: { name: '', traits: TRAITS, pins: [], limits: [] },
    hosts: Object.keys(lab.hosts).map((name) => ({
      name,
      fullName: name,
      reach: name,
      interfaces: interfacesOf(lab, name),
    })),
    evidence: [],
    steps: [],
    files: [],
  };
}

function interfacesOf({ hosts }: Lab, name: string) {
  const addresses = Object.entries(hosts[name] ?? {});
  return addresses.map(([network, address], i) => ({ name: `eth${i}`, network, address, mac: '02:00:00:00:00:00' }));
}
