import { describe, expect, test } from 'vitest';
import { checkTemplate } from '../../../src/app/generate/check-template.ts';
import { loadLab } from '../../../src/lab/load.ts';
import type { LabreportError } from '../../../src/text/errors.ts';

const lab = await loadLab({ dir: 'labs/two-clients' });
const ask = (name: string) => `{{#answer "${name}"}}Why?{{/answer}}`;

/** What is told of a template before the lab is run; nothing where it is in order. */
function told(text: string): string | undefined {
  try {
    checkTemplate({ lab, template: { file: 'my.md.hbs', text, partials: {} } });
    return undefined;
  } catch (error) {
    return (error as LabreportError).text;
  }
}

describe('before a run', () => {
  test('an answer that is asked for twice is told', () => {
    expect(told(`${ask('why')}\n\n${ask('why')}\n`)).toBe(
      'my.md.hbs:3:1 answer "why" is asked for a second time, expected another name',
    );
  });

  test('the same answer may be asked for whether a claim holds or not', () => {
    const either = `{{#claim "no-reset"}}${ask('why')}{{else}}${ask('why')} ${ask('how')}{{/claim}}\n`;
    expect(told(either)).toBeUndefined();
    const held = `{{#claim "no-reset"}}${ask('why')}{{/claim}}`;
    expect(told(`${held}\n{{#claim "no-reset"}}Yes.{{else}}${ask('why')}{{/claim}}\n`)).toBeUndefined();
    expect(told(`${held}\n{{#claim "fin-answered"}}Yes.{{else}}${ask('why')}{{/claim}}\n`)).toContain('second time');
    expect(told(`{{#claim "no-reset"}}${either}{{else}}${either}{{/claim}}`)).toBeUndefined();
    expect(told(`${either}\n${ask('how')}\n`)).toBe(
      'my.md.hbs:3:1 answer "how" is asked for a second time, expected another name',
    );
    expect(told(`${ask('why')}\n${either}`)).toBe(
      'my.md.hbs:2:22 answer "why" is asked for a second time, expected another name',
    );
  });

  test('names are told that the lab has not got', () => {
    expect(told('{{moment "both-conected"}}\n')).toBe(
      'my.md.hbs:1:1 unknown moment "both-conected" for {{moment}}, expected one of both-connected, clients-ended, server-ended\n' +
        '  Did you mean "both-connected"?',
    );
  });
});
