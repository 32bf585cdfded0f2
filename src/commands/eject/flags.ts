export interface EjectFlags {
  lang?: string;
  force?: true;
}
