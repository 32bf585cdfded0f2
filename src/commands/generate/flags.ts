import type { DriverName } from '../../hosts/types.ts';

export interface GenerateFlags {
  driver?: DriverName;
  template?: string;
  lang?: string;
  set?: Record<string, string>;
  out?: string;
  source?: string;
  unconfined?: true;
  format?: string;
  replace?: true;
  json?: true;
  quiet?: true;
}
