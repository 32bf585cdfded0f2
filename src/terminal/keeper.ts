/**
 * What runs in a pseudo-terminal in place of a person's shell: the leader of the terminal's session. It must
 * outlive the program, because the kernel hangs up a terminal, and so ends what else runs in it, when the
 * session's leader exits (setsid(2)); and it must let Ctrl-C reach the program alone. When the program has ended it
 * writes "ID ended STATUS" to the pipe, lets go of the terminal, so that labreport's side sees its end when nobody else
 * has it open any more, and stands still until it is killed.
 *
 * By default a terminal throws away output that nobody has read yet when Ctrl-C is typed; `noflsh` (termios(3)) keeps
 * it. Ctrl-C is echoed after its signal is sent: setting the terminal once more waits until the echo is out.
 *
 * What enters the host waits there for the program, and says one thing only by itself: that it can't end by SIGKILL
 * as the program did. Its words are caught (`said`); the program's standard error is descriptor 4 up to its start.
 */
const KEEPER = `exec 4>&2 5>&1 6>"$2" 2>/dev/null
trap interrupted=yes INT
trap : QUIT TSTP TERM
stty noflsh
id=$1
shift 2
said=$(exec "$@" 2>&1 >&5 5>&-)
status=$?
[ -z "$said" ] || status=137
[ -z "$interrupted" ] || stty noflsh
echo "$id ended $status" >&6
exec 0<&- 1>&- 2>&- 4>&- 5>&- 6>&-
kill -STOP $$`;

/** Writes "ID began PID" to the pipe, and lets go of it. The process goes on as the program, under the same id. */
const BEGIN = 'echo "$0 began $pid" >&6; exec 6>&-; ';

/** Gives the program its standard error, and is replaced by it. */
const START = 'exec 2>&4 4>&-; exec "$@"';

/** The argv that runs `argv` under a keeper, after `before`; `enter` makes an argv one that runs on the host. */
export function keep(options: {
  id: string;
  pipe: string;
  argv: readonly string[];
  before: string;
  /** A file whose first word is the process's id, where the shell's own `$$` is another than its host's. */
  hostId?: string | undefined;
  enter: (argv: readonly string[]) => readonly string[];
}): string[] {
  const { id, pipe, argv, before, hostId, enter } = options;
  // The smaller shell is the quicker one; limits are set by bash's own commands.
  const shell = before === '' ? 'sh' : 'bash';
  const pid = hostId === undefined ? 'pid=$$; ' : `read -r pid _ <${hostId}; `;
  const start = [shell, '-c', `${pid}${BEGIN}${before}${START}`, id, ...argv];
  return ['bash', '-c', KEEPER, 'labreport-terminal', id, pipe, ...enter(start)];
}
