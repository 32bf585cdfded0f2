/** What a submit can be asked for. */
export interface SubmitOptions {
  /** The archive; LAB-AUTHOR.zip in the current folder without it. */
  out?: string;
  /** Author, and other keys of labreport.yaml. */
  set?: Record<string, string>;
  /** Files and folders of the report's folder to pack too. */
  add?: string[];
  /** Packs it though something is wrong. */
  anyway?: boolean;
}
