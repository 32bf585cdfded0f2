import { LabreportError } from '../../text/errors.ts';

/** Numbers of system calls on one architecture, from the kernel's arch/x86/entry/syscalls/syscall_64.tbl and scripts/syscall.tbl. */
interface Architecture {
  /** AUDIT_ARCH_* of linux/audit.h: what seccomp(2) tells a filter. */
  audit: number;
  numbers: Readonly<Record<string, number>>;
}

/** Since Linux 5.1 a new system call has one number everywhere. */
const SHARED = {
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  clone3: 435,
  close_range: 436,
  mount_setattr: 442,
  quotactl_fd: 443,
  memfd_secret: 447,
  statmount: 457,
  listmount: 458,
  lsm_get_self_attr: 459,
  lsm_set_self_attr: 460,
  lsm_list_modules: 461,
  open_tree_attr: 467,
};

/** The newest that was looked at for this table (Linux 6.18). A newer one may be anything. */
export const NEWEST_CALL = 469;

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    numbers: {
      ...SHARED,
      ...{
        rt_sigprocmask: 14,
        ioctl: 16,
        shmget: 29,
        semget: 64,
        msgget: 68,
        socket: 41,
        socketpair: 53,
        clone: 56,
        setsid: 112,
        uselib: 134,
        ustat: 136,
      },
      ...{ sysfs: 139, vhangup: 153, modify_ldt: 154, pivot_root: 155, _sysctl: 156, prctl: 157, adjtimex: 159 },
      ...{
        chroot: 161,
        acct: 163,
        settimeofday: 164,
        mount: 165,
        umount2: 166,
        swapon: 167,
        swapoff: 168,
        reboot: 169,
      },
      ...{ sethostname: 170, setdomainname: 171, iopl: 172, ioperm: 173, create_module: 174, init_module: 175 },
      ...{ delete_module: 176, get_kernel_syms: 177, query_module: 178, quotactl: 179, nfsservctl: 180, syslog: 103 },
      ...{ lookup_dcookie: 212, clock_settime: 227, kexec_load: 246, add_key: 248, request_key: 249, keyctl: 250 },
      ...{ migrate_pages: 256, unshare: 272, move_pages: 279, perf_event_open: 298, fanotify_init: 300 },
      ...{ name_to_handle_at: 303, open_by_handle_at: 304, clock_adjtime: 305, setns: 308, kcmp: 312, mknodat: 259 },
      ...{ finit_module: 313, sched_setattr: 314, memfd_create: 319, kexec_file_load: 320, bpf: 321, userfaultfd: 323 },
    },
  },
  arm64: {
    audit: 0xc00000b7,
    numbers: {
      ...SHARED,
      ...{
        lookup_dcookie: 18,
        ioctl: 29,
        mknodat: 33,
        umount2: 39,
        mount: 40,
        pivot_root: 41,
        nfsservctl: 42,
        chroot: 51,
      },
      ...{ vhangup: 58, quotactl: 60, acct: 89, unshare: 97, kexec_load: 104, init_module: 105, delete_module: 106 },
      ...{ clock_settime: 112, syslog: 116, rt_sigprocmask: 135, reboot: 142, setsid: 157, sethostname: 161 },
      ...{
        setdomainname: 162,
        prctl: 167,
        msgget: 186,
        semget: 190,
        shmget: 194,
        settimeofday: 170,
        adjtimex: 171,
        socket: 198,
        socketpair: 199,
        add_key: 217,
      },
      ...{ request_key: 218, keyctl: 219, clone: 220, swapon: 224, swapoff: 225, migrate_pages: 238, move_pages: 239 },
      ...{ perf_event_open: 241, fanotify_init: 262, name_to_handle_at: 264, open_by_handle_at: 265 },
      ...{
        clock_adjtime: 266,
        setns: 268,
        kcmp: 272,
        finit_module: 273,
        sched_setattr: 274,
        memfd_create: 279,
        bpf: 280,
      },
      ...{ userfaultfd: 282, kexec_file_load: 294 },
    },
  },
};

/** The table of this machine, or of another; without one nothing can be confined. */
export function architecture(name: NodeJS.Architecture = process.arch): Architecture {
  const found = ARCHITECTURES[name];
  if (found !== undefined) return found;
  throw new LabreportError({
    code: 'confinement-unavailable',
    message: `programs can’t be kept apart on the architecture ${name}, expected one of ${Object.keys(ARCHITECTURES).join(', ')}: which system calls to refuse is not known there`,
  });
}

/** Its number where there is such a call: some are of one architecture alone. */
export function callNumber(name: string, { numbers }: Architecture = architecture()): number {
  const number = numbers[name];
  if (number === undefined) throw new Error(`no number is known for the system call ${name}`);
  return number;
}
