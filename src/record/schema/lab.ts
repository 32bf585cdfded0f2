import * as z from 'zod/mini';
import { recordedClaim } from '../../lab/claims/claims.ts';
import { PARAMETER_TYPES } from '../../lab/parameters.ts';
import { line, lines, list, named, type Same, shape, whole, word } from '../../lab/schema/recorded.ts';
import type { Lab } from '../../lab/types.ts';
import { recordedStep } from '../../lab/verbs/verbs.ts';

const TEMPLATE = 'the name of a template file that ends in ".hbs", without folders';
const FOLDER = "a folder inside the lab's folder, e.g. src";
const LAB_NAME = 'the name of a folder';
const DOMAIN = 'a domain such as lab.example';
const NETWORK = 'an IPv4 network such as 192.0.2.0/24';
const ADDRESS = 'an IPv4 address';

function text(expression: RegExp, error: string) {
  return z.string({ error }).check(z.regex(expression, { error }));
}

const limit = z.exactOptional(whole(1));
/** What programs that are not the lab's own may use; absent where the lab does not say. */
const limits = shape({ processes: limit, files: limit, output: limit, cpu: limit, memory: limit, disk: limit });

const bound = z.exactOptional(whole(Number.MIN_SAFE_INTEGER));
const parameter = shape({
  value: line,
  default: line,
  description: line,
  type: z.exactOptional(word(PARAMETER_TYPES)),
  from: bound,
  to: bound,
  of: z.exactOptional(list(line, 'values')),
});

/** The lab that was run, as labreport had read and checked it. */
export const lab = shape({
  name: text(/^(?!\.{1,2}$)[^\0-\x1f\x7f/]{1,255}$/, LAB_NAME),
  title: line,
  template: text(/^[\w-][\w.-]*\.hbs$/, TEMPLATE),
  source: z.exactOptional(text(/^(?!.*\.\.)[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, FOLDER)),
  shared: z.exactOptional(list(text(/^[\w-][\w.-]*$/, FOLDER), 'folders')),
  build: z.exactOptional(lines),
  limits: z.exactOptional(limits),
  parameters: named(parameter, 'parameters'),
  programs: z.exactOptional(named(shape({ run: lines, make: z.exactOptional(line) }), 'programs')),
  domain: z.exactOptional(text(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/, DOMAIN)),
  networks: named(text(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, NETWORK), 'IPv4 networks'),
  hosts: named(named(text(/^\d{1,3}(\.\d{1,3}){3}$/, ADDRESS), 'IPv4 addresses'), 'hosts'),
  steps: list(recordedStep, 'steps'),
  claims: list(recordedClaim, 'claims'),
});

true satisfies Same<z.infer<typeof lab>, Lab>;
