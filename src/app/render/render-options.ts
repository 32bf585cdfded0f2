/** What a report can be made again with. */
export interface RenderOptions {
  /** File of another template, which the report keeps from then on. */
  template?: string;
  /** File for the Markdown, beside the report; "-" for nowhere. */
  out?: string;
  /** "md", "html", "pdf", with commas between; without md from report.md as it is. */
  format?: string;
  /** Replaces a file that was edited, and keeps the edited one beside it. */
  replace?: boolean;
}
