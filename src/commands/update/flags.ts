import type { DriverName } from '../../hosts/types.ts';

export interface UpdateFlags {
  force?: true;
  keep?: true;
  template?: string;
  driver?: DriverName;
  set?: Record<string, string>;
  source?: string;
  lab?: string;
  unconfined?: true;
  json?: true;
  quiet?: true;
}
