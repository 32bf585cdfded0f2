// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what is tested
import { describe, expect, it } from 'vitest';
import { expand, expandPattern, type Scope } from '../../../src/lab/shell/expand.ts';
import { references } from '../../../src/lab/shell/tokens.ts';
import { LabreportError } from '../../../src/text/errors.ts';

const scope: Scope = {
  parameters: { port: '8990', pattern: 'a.b*' },
  hosts: { vit001: 'vit001.lab.example' },
  values: { server: { pid: '12', child: '$& ${port}' } },
};

describe('expand', () => {
  it.each([
    ['./TCPecho ${vit001} ${port}', './TCPecho vit001.lab.example 8990'],
    ['ps --ppid ${server.pid}', 'ps --ppid 12'],
    ['${port}${port}', '89908990'],
    // A value is put in as it is: neither expanded again nor read as a replacement pattern.
    ['<${server.child}>', '<$& ${port}>'],
    ['kill $$ costs 5$', 'kill $ costs 5$'],
    ['$${port} $$${port}', '${port} $8990'],
    ['echo $HOME $(id) $1', 'echo $HOME $(id) $1'],
    ['', ''],
  ])('%j becomes %j', (text, expanded) => {
    expect(expand(text, scope)).toBe(expanded);
  });

  it.each([
    ['${constructor}', '${constructor} has no value here'],
    [
      '${constructor.name}',
      '${constructor.name} has no value here\n  nothing that terminal constructor showed so far gave it one',
    ],
    ['${server}', '${server} has no value here'],
    ['${server.group}', '${server.group} has no value here\n  nothing that terminal server showed so far gave it one'],
  ])('%j is an error', (text, message) => {
    expect(() => expand(text, scope)).toThrow(LabreportError);
    expect(errorOf(() => expand(text, scope))?.text).toBe(message);
  });
});

describe('expandPattern', () => {
  it('puts values into a literal as they are', () => {
    expect(expandPattern({ literal: 'port ${pattern}' }, scope)).toEqual({ literal: 'port a.b*' });
  });

  it('puts values into an expression so that they match themselves alone', () => {
    const { regex } = expandPattern({ regex: '^${pattern}(?<rest>.*)$' }, scope) as { regex: string };
    expect(new RegExp(regex).exec('a.b*!')?.groups).toEqual({ rest: '!' });
    expect(new RegExp(regex).exec('axbb!')).toBeNull();
  });
});

describe('references', () => {
  it('names what a text refers to, in order', () => {
    expect(references('${b} $${c} $$ ${a.x} $d $(e) ${f')).toEqual(['b', 'a.x']);
  });
});

function errorOf(action: () => unknown): LabreportError | undefined {
  try {
    action();
  } catch (error) {
    return error as LabreportError;
  }
  return undefined;
}
