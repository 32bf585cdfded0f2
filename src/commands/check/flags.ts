export interface CheckFlags {
  json?: true;
  lab?: string;
  runCommands?: true;
}
