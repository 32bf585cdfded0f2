import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../src/record/read-record.ts';
import { findFlaw } from '../../../src/record/schema/find-flaw.ts';
import { SAMPLE } from '../../sample.ts';

const text = JSON.stringify(readRecord(SAMPLE));

// biome-ignore lint/suspicious/noExplicitAny: what is not a record is made of it.
type Any = any;

describe('findFlaw', () => {
  it('finds none in a record, nor in one with keys that nobody knows', () => {
    const record = JSON.parse(text);
    expect(findFlaw(record)).toBeUndefined();
    expect(findFlaw({ ...record, later: { more: [1] }, driver: { ...record.driver, speed: 3 } })).toBeUndefined();
  });

  it.each<[string, (record: Any) => unknown]>([
    ['hosts: got a mapping, expected a list of hosts', (whole) => ({ ...whole, hosts: {} })],
    ['run.epochUs: got nothing, expected a whole number from 0', (whole) => delete whole.run.epochUs],
    [
      'driver: got "namespaces", expected a mapping with name, traits, pins, limits',
      (whole) => ({ ...whole, driver: 'namespaces' }),
    ],
    [
      'evidence[0].kind: got "y", expected one of terminal, moment, capture, build',
      (whole) => ({ ...whole, evidence: [{ id: 'x', kind: 'y' }] }),
    ],
    [
      'evidence[3].beganMs: got "x", expected a time in ms since the run began, from 0 to 1000000000',
      ({ evidence }) => Object.assign(evidence[3], { beganMs: 'x' }),
    ],
    [
      'evidence[3].endedMs: got null, expected a time in ms since the run began, from 0 to 1000000000',
      ({ evidence }) => Object.assign(evidence[3], { endedMs: JSON.parse('1e999') === Infinity ? null : 0 }),
    ],
    [
      'evidence[0].log: got "logs/../../x", expected a file in logs/, without "..", links to other folders or control characters',
      ({ evidence }) => Object.assign(evidence[0], { log: 'logs/../../x' }),
    ],
    [
      'files[0].path: got "/etc/passwd", expected a file in logs/, without "..", links to other folders or control characters',
      ({ files }) => Object.assign(files[0], { path: '/etc/passwd' }),
    ],
    [
      'inputs[0].path: got "logs/build.txt", expected a file in lab/, without "..", links to other folders or control characters',
      ({ inputs }) => Object.assign(inputs[0], { path: 'logs/build.txt' }),
    ],
    [
      `lab.source: got "../../../proc/self/cwd/D/lab/src", expected a folder inside the lab's folder, e.g. src`,
      ({ lab }) => Object.assign(lab, { source: '../../../proc/self/cwd/D/lab/src' }),
    ],
    [
      'lab.parameters.port.value: got "8990\\n\\u001b]0;x", expected a text of one line',
      ({ lab }) => Object.assign(lab.parameters.port, { value: '8990\n\x1b]0;x' }),
    ],
    [
      'lab.steps[0].until.regex: got 3, expected a text without control characters',
      ({ lab }) => Object.assign(lab.steps[0], { until: { regex: 3 } }),
    ],
    [
      'lab.steps[0].until: got a mapping, expected a text to look for: { literal } or { regex }',
      ({ lab }) => Object.assign(lab.steps[0], { until: {} }),
    ],
    [
      'evidence[1].chunks[2]: got a list of 2, expected a pair of a time in ms and a count of bytes',
      ({ evidence }) => Object.assign(evidence[1].chunks, { 2: [1, '2'] }),
    ],
    [
      'evidence[1].chunks[2]: got a list of 2, expected a later time, and more bytes of the log',
      ({ evidence }) => Object.assign(evidence[1].chunks, { 2: [1, 2] }),
    ],
    [
      'evidence[4].id: got "client2", expected one that is there once',
      ({ evidence }) => Object.assign(evidence[4], { id: 'client2' }),
    ],
    [
      'steps[4].step: got 9999, expected a step of the lab, which has 179',
      ({ steps }) => Object.assign(steps[4], { step: 9999 }),
    ],
    [
      'evidence[1].host: got "vit009", expected one of vit001, vit002, vit003',
      ({ evidence }) => Object.assign(evidence[1], { host: 'vit009' }),
    ],
    [
      'steps[2].endedMs: got 0, expected a time that is not before beganMs',
      ({ steps }) => Object.assign(steps[2], { endedMs: 0 }),
    ],
    [
      'verified[0].same: got 4, expected at most as many as there were runs',
      (whole) => ({ ...whole, verified: [{ when: whole.run.startedAt, kernel: 'Linux', runs: 3, same: 4 }] }),
    ],
    [
      'driver.pins[0].id: got "noSuch", expected a message: { id, values }',
      ({ driver }) => Object.assign(driver.pins[0], { id: 'noSuch' }),
    ],
    [
      'driver.limits[0].values.why: got 3, expected a text',
      ({ driver }) => driver.limits.push({ id: 'driverUnusable', values: { driver: 'x', why: 3 } }),
    ],
    [
      'run.failure.seen.values.end.id: got "printed", expected a message: { id, values }',
      ({ run }) =>
        Object.assign(run, {
          failure: {
            step: 0,
            expected: { id: 'captureBegins', values: {} },
            seen: { id: 'printed', values: { end: { id: 'printed', values: {} } } },
          },
        }),
    ],
    [
      'machine: got the key "__proto__", expected keys of a record',
      ({ machine }) => Object.defineProperty(machine, '__proto__', { value: {}, enumerable: true }),
    ],
    [
      'x[0][0][0]: got too much, expected values nested at most 32 deep',
      (whole) => ({ ...whole, x: JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) }),
    ],
    [
      'labreport: got "<U+202E>␛]0;pwn␇", expected a text of one line'.replace('␛', '\\u001b').replace('␇', '\\u0007'),
      (whole) => ({ ...whole, labreport: '\u202e\x1b]0;pwn\x07' }),
    ],
  ])('%s', (flaw, change) => {
    const record = JSON.parse(text);
    const changed = change(record) as Any;
    expect(findFlaw(changed?.evidence === undefined || changed === record.evidence ? record : changed)).toBe(flaw);
  });

  it('takes nothing but a mapping for a record', () => {
    for (const [value, got] of [
      [null, 'null'],
      [[], 'an empty list'],
      ['x', '"x"'],
    ] as const) {
      expect(findFlaw(value)).toMatch(`the record: got ${got}, expected a mapping with format, labreport, lab,`);
    }
  });
});
