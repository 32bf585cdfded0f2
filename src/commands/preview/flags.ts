export interface PreviewFlags {
  port: number;
  open?: true;
  template?: string;
}
