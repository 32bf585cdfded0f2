import { expect, test } from 'vitest';
import { toJson } from '../../../src/commands/print/json.ts';
import { tell } from '../../../src/language/tell.ts';
import { say } from '../../../src/messages/message.ts';
import { exampleMessages } from '../../language/examples.ts';

/** Read back. */
function printed(value: unknown): unknown {
  return JSON.parse(toJson(value));
}

test('every message has its text beside id and values', () => {
  for (const message of exampleMessages()) {
    expect(printed([message])).toEqual([{ id: message.id, values: expect.any(Object), text: tell(message) }]);
  }
});

test('so has one in another one', () => {
  const [reason, text] = [say('noState'), tell(say('noState'))];
  const whole = say('runsIt', { reason, flag: '--run-commands' });
  expect(printed({ reason: whole })).toEqual({
    reason: { id: 'runsIt', values: { reason: { ...reason, text }, flag: '--run-commands' }, text: tell(whole) },
  });
});

test.each<[string, unknown]>([
  ['a terminal', { id: 'said', kind: 'terminal', values: { text: 'x' } }],
  ['values of a terminal that are named so', { values: { id: 'said', values: 'text' } }],
  ['parameters that are named so', { id: { value: 'said' }, values: { value: '7' } }],
  ['another id', { id: 'server', values: {} }],
  ['the id of what every mapping has', { id: 'constructor', values: {} }],
  ['a list of one id', { id: ['noState'], values: {} }],
  ['no id', { id: null, values: {} }],
  ['a list of values', { id: 'noState', values: [] }],
  ['no values', { id: 'noState', values: null }],
  ['a packet of a hostile record', { id: 'all', values: {} }],
  ['a message without its values', { id: 'sockets', values: { tallies: [{}] } }],
  ['a message that holds none', { id: 'because', values: { found: 'x', lack: { id: 'nothing', values: {} } } }],
  ['a message and more', { id: 'noState', values: {}, more: 1 }],
])('what only looks like a message is printed as it is: %s', (_, value) => {
  expect(printed(value)).toEqual(value);
});
