export interface RenderFlags {
  template?: string;
  out?: string;
  format?: string;
  replace?: true;
}
