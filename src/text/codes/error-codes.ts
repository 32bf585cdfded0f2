/**
 * Every kind of error that labreport tells, by its code, in the order of a report's life. Programs go by the code, which
 * stays when a message is worded anew; docs/errors.md is made from this table by scripts/docs.mjs.
 */
export const ERROR_CODES = {
  usage: 'The command line asks for what there is not: an unknown option or value, or words that do not go together.',
  'lab-not-found': 'There is no lab of that name, or none in that folder.',
  'lab-invalid': 'The lab has a mistake: in its lab.yaml, or in the sources that it brings.',
  'parameter-invalid': 'The lab has no parameter of that name, or the parameter can’t have that value.',
  'sources-invalid': 'The sources that are to take the place of the lab’s are none that it can be built from.',
  'template-not-found': 'There is no such template, or none in that language.',
  'template-invalid': 'The template has a mistake, or does not come to its end.',
  'settings-invalid': 'The labreport.yaml here or at home has a mistake.',
  'tool-missing':
    'A program or a part of labreport that is needed is not on this machine; the hint tells how to get it.',
  'driver-unavailable': 'Hosts can’t be made on this machine; `labreport doctor` tells why.',
  'confinement-unavailable': 'What others made can’t be kept apart from this machine, so that it was not run.',
  'port-unavailable': 'A port is in use, or not for this user.',
  'build-failed': 'The programs of the lab could not be built, or what was built can’t be given to the hosts.',
  'run-failed': 'The lab was run, but not to its end, and there is nothing to make a report from.',
  'report-not-found': 'There is no report at that path, or what is there is not the report of its folder.',
  'report-edited': 'report.md was edited after it was made, and would be overwritten; `--replace` keeps a copy of it.',
  'evidence-edited': 'Evidence in report.md was edited; `--force` overwrites it, `--keep` leaves it.',
  'report-damaged': 'report.md can’t be told apart into evidence and prose, or does not belong to its record.',
  'files-changed': 'A file of the report is not as the run has left it: a log, or one of lab/.',
  'record-invalid': 'record.json is damaged, or was edited into what no run leaves.',
  'record-format': 'record.json was made by another version of labreport, whose format this one does not read.',
  'evidence-unavailable': 'The run has left no evidence of that name, or none that can be used so.',
  'pattern-invalid': 'A regular expression is none, or has what labreport does not take.',
  'capture-invalid': 'The file is no capture, or breaks off; the packets before that were read.',
  'export-failed': 'The report is there as Markdown, but could not be made in another format.',
  exists: 'Something else is in the place of what was to be written, and was left as it is.',
  busy: 'Another labreport is working in that folder.',
  'too-large': 'A file, a folder or a text is larger, deeper or more intricate than labreport takes.',
  'unsafe-path': 'A link, pipe or device, or a name that can’t be shown, is where a plain file or folder was expected.',
  'cannot-read': 'A file is not there, or this user may not read it.',
  'cannot-write': 'A folder can’t be used to write to; another one can.',
  'disk-full': 'The disk is full, or the user’s quota is used up.',
  'machine-exhausted': 'This machine, or this shell’s limits, have no more memory, processes or open files to give.',
  'system-error': 'This machine refused something else; the message tells what.',
  defect: 'A defect of labreport; the message tells where.',
} as const satisfies Record<string, string>;

/** What kind of error it is, for programs. */
export type ErrorCode = keyof typeof ERROR_CODES;
