import { largestPid } from '../kernel.ts';
import { callNumber } from '../syscalls.ts';

/** What a confined program's PID namespace is made with. */
export interface StarterOptions {
  /** Folder of the program's own: `proc` in it gets its /proc, `init` the id of its process 1 as labreport counts. */
  place: string;
  /** The /proc of its host; absent for the build, which is on none. */
  hostProc?: string | undefined;
  /** How many processes there may be. */
  processes: number;
  /** A named pipe to which process 1 writes a line when it has set its count: to a number that it read from `place`/count. */
  counted: string;
  /** File with the seccomp filter. */
  filter: string;
}

/** Process 1 looks as often how many there are. */
const LOOKING_EVERY_S = 0.05;

/** Where a confined terminal's program finds its host's /proc until it begins. */
export const HOST_PROC_DESCRIPTOR = 7;

/**
 * Runs bubblewrap in a new PID namespace, below the one that it was started for, without capabilities and with a session
 * keyring of its own. It takes three processes: only one that is in a PID namespace can make another below it
 * (pid_namespaces(7)), and bubblewrap's first process is to stay outside. Ctrl-C is blocked for it, because it is for the
 * program alone.
 *
 * Process 1 takes over orphans and buries them; no signal of the namespace's does it harm, and its end is the end of all.
 * It begins to count where its host is, so that the program finds under its id what ps on the host shows, and leaves its
 * host's /proc, being nobody's program. Where there are too many processes, it writes so into `place`/over, kills them all,
 * and ends: it needs next to no processor time for it, of which hundreds of them leave nobody much, and asks for short
 * turns that come soon (sched_setattr(2), Linux 6.12). They are killed first, because whoever ends has to wait, to unmap
 * libc, for a lock of the kernel that all who fork are after: its end alone, which is theirs too, was up to 50 s away.
 */
const STARTER = `my ($place, $host, $limit, $most, $counted, $filter, @argv) = @ARGV;
sub call { my $name = shift; my $got = syscall $n{$name}, @_; $got >= 0 or die "$name: $!\\n" }
sub put { my ($path, $text) = @_; open my $file, '>', $path or return 0; print $file $text; close $file }
my ($new_pid, $new_mount) = (0x20000000, 0x20000);
$^F = 255;
syscall $n{keyctl}, 1, 0;
syscall $n{close_range}, 7, 0xffffffff, 0;
if ($host) {
  open my $processes, '<', $host or die "$host: $!\\n";
  fcntl $processes, 0, 7 or die "descriptor: $!\\n";
}
pipe my $told, my $tell or die "pipe: $!\\n";
defined(my $maker = fork) or die "fork: $!\\n";
if ($maker == 0) {
  call 'unshare', $new_pid;
  defined(my $init = fork) or die "fork: $!\\n";
  exit 0 if $init;
  my $own = readlink '/proc/self';
  call 'setsid';
  my @proc = ('proc', "$place/proc", 'proc');
  call 'mount', @proc, 0, 0;
  !$most or put '/proc/sys/kernel/pid_max', $most or die "pid_max: $!\\n";
  put "$place/init", $own or die "init: $!\\n";
  my @count = (-100, "$place/count", 010600);
  call 'mknodat', @count, 0;
  opendir my $seen, "$place/proc" or die "proc: $!\\n";
  open my $over, '>', "$place/over" or die "over: $!\\n";
  open STDIN, '+<', "$place/count" or die "count: $!\\n";
  open STDOUT, '+<', $counted or die "counted: $!\\n";
  if ($host) {
    my $there = readlink "$host/self";
    put '/proc/sys/kernel/ns_last_pid', $there if $there < 300;
    open my $mounts, '<', "$host/1/ns/mnt" or die "mnt: $!\\n";
    call 'setns', fileno $mounts, $new_mount;
    my @hide = ('tmpfs', "/proc/$there", 'tmpfs');
    call 'mount', @hide, 1, 0;
  }
  syswrite $tell, '1';
  my $from = 2;
  for my $kept (sort { $a <=> $b } fileno $seen, fileno $over) {
    syscall $n{close_range}, $from, $kept - 1, 0;
    $from = $kept + 1;
  }
  syscall $n{close_range}, $from, 0xffffffff, 0;
  my $soon = pack 'LLQlLQQQ', 48, 0, 0, 0, 0, 100_000, 0, 0;
  syscall $n{sched_setattr}, 0, $soon, 0;
  $SIG{CHLD} = sub { 1 while waitpid(-1, 1) > 0 };
  for (;;) {
    vec(my $ready, 0, 1) = 1;
    if (select($ready, undef, undef, ${LOOKING_EVERY_S}) > 0) {
      sysread STDIN, my $last, 64;
      put '/proc/sys/kernel/ns_last_pid', $last;
      syswrite STDOUT, "\\n";
    }
    rewinddir $seen;
    my $others = -1 + grep { /^[0-9]/ } readdir $seen;
    next if $others <= $limit;
    syswrite $over, 'processes';
    kill 'KILL', -1;
    exit;
  }
}
waitpid $maker, 0;
close $tell;
sysread $told, my $answer, 1 or exit 125;
close $told;
open my $space, '<', "$place/proc/1/ns/pid" or die "pid: $!\\n";
call 'setns', fileno $space, $new_pid;
close $space;
call 'prctl', 47, 4, 0, 0, 0;
my $signals = pack 'Q', 1 << 1 | 1 << 14;
call 'rt_sigprocmask', 0, $signals, 0, 8;
open my $rules, '<', $filter or die "filter: $!\\n";
exec 'bwrap', '--seccomp', fileno $rules, @argv or die "bwrap: $!\\n";`;

const CALLS = [
  'keyctl',
  'sched_setattr',
  'close_range',
  'unshare',
  'setsid',
  'mknodat',
  'mount',
  'setns',
  'prctl',
  'rt_sigprocmask',
];

/** The argv that starts bwrap(1) with these arguments so. It has to be started where the new namespace is to be. */
export function startBubblewrap(bwrap: readonly string[], options: StarterOptions): string[] {
  const { place, hostProc = '', processes, counted, filter } = options;
  const numbers = CALLS.map((name) => `${name} => ${callNumber(name)}`).join(', ');
  return [
    'perl',
    '-e',
    `my %n = (${numbers});\n${STARTER}`,
    place,
    hostProc,
    `${processes}`,
    `${largestPid(processes)}`,
    counted,
    filter,
    ...bwrap,
  ];
}
