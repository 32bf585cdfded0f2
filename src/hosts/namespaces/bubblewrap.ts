import { lstatSync, readlinkSync } from 'node:fs';
import { largestPid } from '../kernel.ts';
import { callNumber } from '../syscalls.ts';
import { enterNamespaces } from './confine.ts';
import { LAB_FOLDER } from './mounts.ts';

/** Where the copies of the sources' folder are that confined programs work in, and the files that they see as /etc. */
export const OWN_FOLDER = '/run/own';

/** A user's keys are named there to all programs of the user's (proc(5)). */
export const KEY_FILES = ['/proc/keys', '/proc/key-users'];

/** Folders of the system that tools are in; where /usr holds them they are links. */
const SYSTEM_FOLDERS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** What a confined program has: `disk` holds the folders that it may write to. */
export interface View {
  disk: string;
  /** Its namespaces and its /proc, as options of bwrap(1). */
  own: readonly string[];
  /** Folders that it shares with other hosts, and where it sees them. */
  shared?: readonly { from: string; to: string }[];
  /** It can make no user namespace: an older bubblewrap does not know how, and leaves that to the seccomp filter. */
  closed: boolean;
}

/**
 * The arguments of bwrap(1) with which `argv` sees its folder, the tools and what `own` tells, and has no capabilities.
 * Signals that are blocked for bubblewrap while it waits are free again for the program (env(1)).
 */
export function confineProgram(argv: readonly string[], view: View): string[] {
  return [
    ['--unshare-user', ...(view.closed ? ['--disable-userns'] : [])],
    ['--die-with-parent'],
    ['--unshare-ipc'],
    ['--unshare-cgroup-try'],
    ['--cap-drop', 'ALL'],
    ['--ro-bind', '/usr', '/usr', ...systemFolders()],
    ['--ro-bind', `${OWN_FOLDER}/etc`, '/etc'],
    view.own,
    ['--dev', '/dev'],
    ['--bind', `${view.disk}/shm`, '/dev/shm'],
    ['--remount-ro', '/dev'],
    ['--bind', `${view.disk}/tmp`, '/tmp'],
    ['--bind', `${view.disk}/src`, `${LAB_FOLDER}/src`],
    ...(view.shared ?? []).map(({ from, to }) => ['--bind', from, to]),
    ['--chdir', `${LAB_FOLDER}/src`],
    ['--remount-ro', '/'],
    ['--', 'env', '--default-signal=INT,TERM', ...argv],
  ].flat();
}

/** What a reader may see and have. */
export interface ReaderView {
  folder: string;
  cwd: string;
  /** How many processes there can be, whoever makes them; from Linux 6.14 on. */
  processes: number;
}

/** Joins a fresh session keyring, and sets the largest process id of the PID namespace that it is in. */
const BOUND = `my ($keyctl, $most, @argv) = @ARGV;
syscall $keyctl, 1, 0;
if ($most) { open my $file, '>', '/proc/sys/kernel/pid_max' or die "pid_max: $!\n"; print $file $most; close $file or die "pid_max: $!\n" }
exec @argv or die "$argv[0]: $!\n"`;

/**
 * The argv that runs `argv` so that it sees the tools, a folder and the one it runs in, and can change none; it has no
 * network, no key of the person's, and the system calls that confined programs have. The PID namespace in which bubblewrap
 * makes its own bounds what can be forked there, for root, too. The seccomp filter is read from `FILTER_DESCRIPTOR`.
 */
export function confineReader(argv: readonly string[], { folder, cwd, processes }: ReaderView): string[] {
  return [
    [...enterNamespaces(), 'perl', '-e', BOUND, `${callNumber('keyctl')}`, `${largestPid(processes)}`],
    ['setpriv', '--ambient-caps=-all', '--inh-caps=-all'],
    ['bwrap', '--seccomp', `${FILTER_DESCRIPTOR}`],
    ['--unshare-all', '--unshare-user'],
    ['--die-with-parent'],
    ['--cap-drop', 'ALL'],
    ['--uid', '1000', '--gid', '1000'],
    ['--ro-bind', '/usr', '/usr', ...systemFolders()],
    ['--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ['--proc', '/proc'],
    ...KEY_FILES.map((file) => ['--ro-bind-try', '/dev/null', file]),
    ['--dev', '/dev'],
    ['--remount-ro', '/dev'],
    ['--ro-bind', folder, folder],
    ['--ro-bind', cwd, cwd],
    ['--chdir', cwd],
    ['--remount-ro', '/'],
    ['--', ...argv],
  ].flat();
}

/** Where a reader's seccomp filter comes from. */
export const FILTER_DESCRIPTOR = 3;

function systemFolders(): string[] {
  return SYSTEM_FOLDERS.flatMap((folder) => {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found === undefined) return [];
    return found.isSymbolicLink() ? ['--symlink', readlinkSync(folder), folder] : ['--ro-bind', folder, folder];
  });
}
