import { isAbsolute, join } from 'node:path';
import { LabreportError } from '../../text/errors.ts';

/** A run tells places in the lab's folder; a person needs to know where that is. */
export function withNearPlace(error: unknown, labDir: string): unknown {
  if (!(error instanceof LabreportError) || error.place === undefined || isAbsolute(error.place.file)) return error;
  const place = { ...error.place, file: join(labDir, error.place.file) };
  return error.with({ place });
}
