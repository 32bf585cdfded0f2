import { LabreportError } from '../../text/errors.ts';
import { describeType, flawOf, type ValueType } from '../parameters.ts';
import type { RawLab } from '../schema/lab.ts';
import type { RawParameter } from '../schema/parameters.ts';
import type { Path, Source } from '../source.ts';
import { type Finding, unknownWord } from './findings.ts';

/** A parameter's type, also where lab.yaml leaves it to the default. */
export function typeOf({ type, default: standard, from, to, of }: RawParameter): ValueType {
  return {
    type: type ?? (Number.isInteger(standard) ? 'integer' : 'text'),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(of !== undefined && { of: of.map(String) }),
  };
}

/** Each default is a value of its parameter's type, and each type has the bounds that are its own. */
export function checkParameters({ parameters = {} }: RawLab, source: Source): Finding[] {
  return Object.entries(parameters).flatMap(([name, raw]) => {
    const path = ['parameters', name];
    const type = typeOf(raw);
    const wrong = checkBounds(raw, type, path);
    if (wrong.length > 0) return wrong;
    const standard = source.written([...path, 'default']) ?? '';
    const flaw = flawOf(standard, type);
    return flaw === undefined ? [] : [{ path: [...path, 'default'], message: `expected ${flaw}, got "${standard}"` }];
  });
}

function checkBounds(raw: RawParameter, { type, from, to, of }: ValueType, path: Path): Finding[] {
  const misplaced = (['from', 'to', 'of'] as const).filter(
    (key) => raw[key] !== undefined && type !== (key === 'of' ? 'choice' : 'integer'),
  );
  const findings = misplaced.map((key): Finding => {
    const its = key === 'of' ? 'a choice' : 'an integer';
    return {
      path: [...path, key],
      part: 'key',
      message: `"${key}" is for ${its}, and this parameter is of type ${type}`,
    };
  });
  if (type === 'choice' && of === undefined)
    findings.push({ path, part: 'key', message: 'a choice without "of", expected the list of its values' });
  if (from !== undefined && to !== undefined && from > to)
    findings.push({ path: [...path, 'to'], message: `expected a number from ${from} on, got ${to}` });
  return findings;
}

/** Refuses values that their parameters can't have, and names of none unless they are of others (`besides`). */
export function checkOverrides(
  { parameters = {} }: RawLab,
  { set, besides }: { set: Record<string, string>; besides: readonly string[] },
): void {
  for (const [word, value] of Object.entries(set)) {
    const parameter = Object.hasOwn(parameters, word) ? parameters[word] : undefined;
    if (parameter === undefined) {
      if (besides.includes(word)) continue;
      throw new LabreportError({
        code: 'parameter-invalid',
        ...unknownWord({ what: 'parameter', word, known: Object.keys(parameters) }),
      });
    }
    if (flawOf(value, typeOf(parameter)) === undefined) continue;
    throw new LabreportError({
      code: 'parameter-invalid',
      message: `parameter "${word}" got ${JSON.stringify(value)}, expected ${describeType(typeOf(parameter))}`,
      hint: `${word}: ${parameter.description}`,
    });
  }
}
