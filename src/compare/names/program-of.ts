/** The program as a command line names it; assignments may stand before it. */
export function programOf(command: string): string {
  return command.split(/\s+/).find((word) => !word.includes('=')) ?? command;
}
