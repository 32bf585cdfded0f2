/** Which programs a lab is run with. */
export interface ProgramOptions {
  /** Values of the lab's parameters, and keys of labreport.yaml. */
  set?: Record<string, string>;
  /** Folder of sources in place of the lab's. */
  source?: string;
  /** Runs what `source` names as the person, with all that they may do. */
  unconfined?: boolean;
}

/** What a report can be asked for. */
export interface GenerateOptions extends ProgramOptions {
  /** File of another template than the lab's own. */
  template?: string;
  /** Language of the lab's own template. */
  lang?: string;
  /** "md", "html", "pdf", with commas between. */
  format?: string;
  /** Replaces a report that was edited, and keeps the edited one beside it. */
  replace?: boolean;
  /** The report's folder; reports/LAB in the current one without it. */
  out?: string;
}
