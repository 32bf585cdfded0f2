export interface VerifyFlags {
  runs: number;
  lab?: string;
  json?: true;
  keep?: string;
  write?: true;
  unconfined?: true;
}
