export interface PacketsFlags {
  json?: true;
  count?: true;
}
