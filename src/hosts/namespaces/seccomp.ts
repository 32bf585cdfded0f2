import { constants } from 'node:os';
import { words } from '../../text/lines.ts';
import { architecture, NEWEST_CALL } from '../syscalls.ts';

const { EPERM, ENOSYS } = constants.errno;

/**
 * System calls that confined programs don't have, and why. A program that a lab is about needs none of them, compilers,
 * Java, Python, Node and network tools go on without: ENOSYS says that the kernel has no such call, which they know how
 * to take; EPERM that it is not for them, which an ordinary user hears as well.
 */
const REFUSED: { why: string; errno: number; calls: string[] }[] = [
  {
    why: 'the person’s keys; a user’s keyring is there whatever the session',
    errno: ENOSYS,
    calls: ['add_key', 'request_key', 'keyctl'],
  },
  {
    why: 'large, new or rarely used parts of the kernel, in which most of its holes were found',
    errno: ENOSYS,
    calls: words(`
      io_uring_setup io_uring_enter io_uring_register userfaultfd bpf perf_event_open
      fanotify_init modify_ldt kcmp move_pages migrate_pages lookup_dcookie nfsservctl
      uselib ustat sysfs _sysctl create_module get_kernel_syms query_module
      lsm_get_self_attr lsm_set_self_attr lsm_list_modules
    `),
  },
  {
    why: 'memory that belongs to no process, which the limit on memory would not see',
    errno: ENOSYS,
    calls: ['memfd_create', 'memfd_secret', 'shmget', 'msgget', 'semget'],
  },
  {
    why: 'its flags lie in memory, where a filter can’t look; the C library then takes clone',
    errno: ENOSYS,
    calls: ['clone3'],
  },
  {
    why: 'namespaces of its own, in which it would have all capabilities',
    errno: EPERM,
    calls: ['unshare', 'setns'],
  },
  {
    why: 'other views of the file system than the one that it was given',
    errno: EPERM,
    calls: words(`
      mount umount2 pivot_root chroot open_tree open_tree_attr move_mount mount_setattr
      fsopen fsconfig fsmount fspick statmount listmount
      name_to_handle_at open_by_handle_at quotactl quotactl_fd
    `),
  },
  {
    why: 'the machine itself: its kernel, clock, name, log, disks and devices',
    errno: EPERM,
    calls: words(`
      kexec_load kexec_file_load init_module finit_module delete_module reboot syslog acct
      swapon swapoff settimeofday clock_settime adjtimex clock_adjtime
      sethostname setdomainname iopl ioperm vhangup
    `),
  },
];

/** CLONE_NEWNS, -CGROUP, -UTS, -IPC, -USER, -PID, -NET (linux/sched.h). */
const NEW_NAMESPACES = 0x7e020000;

/** Typing into a terminal (TIOCSTI, TIOCLINUX), taking the console (TIOCCONS), line disciplines (TIOCSETD): asm-generic/ioctls.h. */
const REFUSED_IOCTLS = [0x5412, 0x541c, 0x541d, 0x5423];

const AF = { unix: 1, inet: 2, inet6: 10, netlink: 16 };
/** NETLINK_ROUTE and NETLINK_SOCK_DIAG (linux/netlink.h): addresses, routes and sockets, as ip, ss and getifaddrs(3) ask for them. */
const NETLINK_PROTOCOLS = [0, 4];

/** Offsets in struct seccomp_data (linux/seccomp.h); of an argument only the lower half counts, as the kernel takes an int. */
const DATA = { number: 0, architecture: 4, argument: (index: number) => 16 + 8 * index };
/** Instructions of classic BPF (linux/bpf_common.h). */
const BPF = { load: 0x20, jumpEqual: 0x15, jumpAtLeast: 0x35, jumpAnySet: 0x45, return: 0x06 };
const ALLOW = 0x7fff0000;
const refuse = (errno: number) => 0x00050000 | errno;

interface Instruction {
  code: number;
  /** How many instructions are left out when it holds, and when it doesn't. */
  yes?: number;
  no?: number;
  value: number;
}

const load = (value: number): Instruction => ({ code: BPF.load, value });
const end = (value: number): Instruction => ({ code: BPF.return, value });
/** Instructions that are gone through only where what was loaded is, or has, `value`. */
const when = (value: number, then: Instruction[], code = BPF.jumpEqual): Instruction[] => [
  { code, value, no: then.length },
  ...then,
];

/**
 * The filter (seccomp(2)) that confined programs run under, for bwrap's --seccomp. What is neither refused here nor
 * newer than the table is allowed: what it may do to whom is then for capabilities and namespaces to say.
 */
export function seccompFilter(arch = architecture()): Buffer {
  const { audit, numbers } = arch;
  const onCall = (name: string, then: Instruction[]) => when(numbers[name] as number, then);
  const refused = REFUSED.flatMap(({ errno, calls }) =>
    calls.flatMap((name) => (name in numbers ? onCall(name, [end(refuse(errno))]) : [])),
  );
  return assemble([
    load(DATA.architecture),
    // Another architecture's calls have other numbers.
    { code: BPF.jumpEqual, value: audit, yes: 1 },
    end(refuse(ENOSYS)),
    load(DATA.number),
    // x32 has numbers of its own, far above all others.
    ...when(NEWEST_CALL + 1, [end(refuse(ENOSYS))], BPF.jumpAtLeast),
    ...refused,
    ...onCall('clone', [
      load(DATA.argument(0)),
      ...when(NEW_NAMESPACES, [end(refuse(EPERM))], BPF.jumpAnySet),
      end(ALLOW),
    ]),
    ...onCall('ioctl', [
      load(DATA.argument(1)),
      ...REFUSED_IOCTLS.flatMap((request) => when(request, [end(refuse(EPERM))])),
      end(ALLOW),
    ]),
    ...onCall('socketpair', [load(DATA.argument(0)), ...when(AF.unix, [end(ALLOW)]), end(refuse(EPERM))]),
    ...onCall('socket', [
      load(DATA.argument(0)),
      ...[AF.unix, AF.inet, AF.inet6].flatMap((family) => when(family, [end(ALLOW)])),
      ...when(AF.netlink, [
        load(DATA.argument(2)),
        ...NETLINK_PROTOCOLS.flatMap((protocol) => when(protocol, [end(ALLOW)])),
      ]),
      end(refuse(EPERM)),
    ]),
    end(ALLOW),
  ]);
}

/** struct sock_filter (linux/filter.h), little-endian as both architectures are. */
function assemble(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(8 * program.length);
  for (const [i, { code, yes = 0, no = 0, value }] of program.entries()) {
    bytes.writeUInt16LE(code, 8 * i);
    bytes.writeUInt8(yes, 8 * i + 2);
    bytes.writeUInt8(no, 8 * i + 3);
    bytes.writeUInt32LE(value, 8 * i + 4);
  }
  return bytes;
}
