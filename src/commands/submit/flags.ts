export interface SubmitFlags {
  out?: string;
  set?: Record<string, string>;
  add?: string[];
  anyway?: true;
  json?: true;
}
