/**
 * The most that is read of a folder that somebody else made. What labreport makes stays far below; beyond it is a mistake,
 * or meant to fill memory, disk or time.
 */
export const MOST = {
  /** record.json: a terminal that prints 100,000 pieces makes one of 7 MB. */
  recordBytes: 64e6,
  /** Texts that people write or that are shown to them: report.md, lab.yaml, templates, partials, settings. */
  textBytes: 16e6,
  /** A picture that a browser still likes to open. */
  pictureBytes: 20e6,
  /** A file that is held in memory whole: a text of 536 MB is the longest that Node.js can hold. */
  logBytes: 512e6,
  /** A capture, or all that lies in a report, read part by part: a zip without its 64-bit extension holds no more. */
  totalBytes: 4e9,
  /** Files and folders of a report: a run leaves about 3 for each terminal, capture and moment. */
  entries: 10_000,
  /** Folders in folders: labreport makes 3, sources some more. */
  depth: 16,
} as const;

/** A number of bytes as messages tell it. */
export function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${bytes} bytes` : `${Math.ceil(bytes / 1e5) / 10} MB`;
}
