import * as z from 'zod/mini';
import { lookUp, type World } from '../check/world.ts';
import { nameOf } from '../schema/parts.ts';
import { name } from '../schema/recorded.ts';
import type { Path } from '../source.ts';

/** Keys of a lab.yaml for the capture that a claim is about, and perhaps one connection in it. */
export const ofCaptureKeys = {
  capture: nameOf('Id of the capture that shows it'),
  of: z.exactOptional(nameOf("Only the connection that this terminal's program opened")),
};

/** What a record holds of it. */
export const recordedOfCapture = { capture: name, of: z.exactOptional(name) };

interface OfCapture {
  capture: string;
  of?: string;
}

/** Which capture, and which connection of it. */
export function buildOfCapture({ capture, of }: OfCapture): OfCapture {
  return { capture, ...(of === undefined ? {} : { of }) };
}

/** Both exist. */
export function checkOfCapture(world: World, { capture, of }: OfCapture, path: Path): void {
  lookUp(world, { path: [...path, 'capture'], id: capture, kinds: ['capture'] });
  if (of !== undefined) lookUp(world, { path: [...path, 'of'], id: of, kinds: ['terminal'] });
}
