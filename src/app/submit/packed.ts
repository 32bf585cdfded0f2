import type { Selection } from '../../archive/select.ts';
import type { FileHash } from '../../record/run-record.ts';

/** An archive that was written. */
export interface Packed {
  /** As a person would type it. */
  file: string;
  bytes: number;
  sha256: string;
  /** The folder that everything in it lies in. */
  folder: string;
  files: FileHash[];
  leftOut: Selection['leftOut'];
}
