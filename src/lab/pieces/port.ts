import * as z from 'zod/mini';
import { described } from '../schema/parts.ts';

const PORT_PHRASE = 'a port number from 1 to 65535, or a reference in $' + '{...}';

/** A port in a lab.yaml: a number, or a text with a `${...}` reference. */
export function port(description: string) {
  const number = z
    .int({ error: PORT_PHRASE })
    .check(z.minimum(1, { error: PORT_PHRASE }), z.maximum(65535, { error: PORT_PHRASE }));
  const reference = z.string({ error: PORT_PHRASE }).check(z.regex(/^\$\{[^${}]+\}$/, { error: PORT_PHRASE }));
  return described(z.union([number, reference], { error: PORT_PHRASE }), description);
}

const PORT = 'a port, or a reference in $' + '{...}';
/** A port in a record. */
export const recordedPort = z.string({ error: PORT }).check(z.regex(/^(\d{1,5}|\$\{[^${}]{1,80}\})$/, { error: PORT }));

/** A port as the text that it is after its reference is expanded. */
export function portText({ port }: { port: number | string | undefined }): { port?: string } {
  return port === undefined ? {} : { port: String(port) };
}
