import * as z from 'zod/mini';
import { checkHost, type World } from '../check/world.ts';
import { line, nameOf, name as newName, text } from '../schema/parts.ts';
import { lines, name, line as recordedLine } from '../schema/recorded.ts';
import type { Path } from '../source.ts';
import { flawOfFilter, flawOfOptions } from '../tcpdump.ts';
import { defineVerb, type StepBase } from './verb.ts';

/** Starts tcpdump on a host's interface. */
export interface CaptureStep extends StepBase {
  verb: 'capture';
  id: string;
  on: string;
  /** Network whose interface is captured; the host's first when absent. */
  network?: string;
  /** tcpdump options, e.g. "-n -S". */
  options?: string;
  /** pcap-filter(7) expression. */
  filter?: string;
}

/** @internal */
export const capture = defineVerb('capture', {
  words: {
    description:
      "Starts tcpdump on a host's interface, and waits until it captures. It goes on until a `stop` or the end of the run, and is stopped only when all packets that passed its filter are written.",
    example: `steps:
  - capture: wire
    on: vit001
    options: -n -S # addresses and sequence numbers as they are
    filter: tcp port \${port}`,
  },
  written: {
    capture: newName('Id of the capture'),
    on: nameOf('Host on which it happens'),
    network: z.exactOptional(nameOf("Network whose interface is captured; the host's first when absent")),
    options: z.exactOptional(line('tcpdump options, e.g. -n')),
    filter: z.exactOptional(text('Which packets: a pcap-filter(7) expression')),
  },
  recorded: {
    id: name,
    on: name,
    network: z.exactOptional(name),
    options: z.exactOptional(recordedLine),
    filter: z.exactOptional(lines),
  },
  expands: ['filter', 'options'],
  build: ({ capture: id, ...rest }) => ({ id, ...rest }),
  tell: ({ id, on, filter = 'everything' }) => `capture ${id} on ${on}: ${filter}`,
  begins: (raw) => ({ id: raw.capture, kind: 'capture' }),
  checkBefore({ world, raw, path }) {
    checkHost(world, [...path, 'on'], raw.on);
    const flaw = flawOfOptions(raw.options ?? '') ?? flawOfFilter(raw.filter ?? '');
    if (flaw !== undefined) world.findings.push({ path: [...path, flaw.key], message: flaw.message });
    checkNetwork(world, raw, path);
  },
});

function checkNetwork({ lab, findings }: World, { on, network }: { on: string; network?: string }, path: Path): void {
  const own = Object.hasOwn(lab.hosts, on) ? lab.hosts[on] : undefined;
  if (network === undefined || own === undefined || Object.hasOwn(own, network)) return;
  findings.push({
    path: [...path, 'network'],
    message: `host "${on}" is not on network "${network}", expected one of ${Object.keys(own).join(', ')}`,
  });
}
