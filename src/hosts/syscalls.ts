import { LabreportError } from '../text/errors.ts';

/** Numbers of system calls on one architecture, from the kernel's arch/x86/entry/syscalls/syscall_64.tbl and scripts/syscall.tbl. */
export interface Architecture {
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

/** The numbers of the older ones on x86-64 and on arm64, which has not all of them. */
const OLDER: Readonly<Record<string, readonly [x64: number | undefined, arm64: number | undefined]>> = {
  acct: [163, 89],
  add_key: [248, 217],
  adjtimex: [159, 171],
  bpf: [321, 280],
  chroot: [161, 51],
  clock_adjtime: [305, 266],
  clock_gettime: [228, 113],
  clock_settime: [227, 112],
  clone: [56, 220],
  close: [3, 57],
  create_module: [174, undefined],
  delete_module: [176, 106],
  fanotify_init: [300, 262],
  finit_module: [313, 273],
  get_kernel_syms: [177, undefined],
  init_module: [175, 105],
  ioctl: [16, 29],
  ioperm: [173, undefined],
  iopl: [172, undefined],
  kcmp: [312, 272],
  kexec_file_load: [320, 294],
  kexec_load: [246, 104],
  keyctl: [250, 219],
  lookup_dcookie: [212, 18],
  memfd_create: [319, 279],
  migrate_pages: [256, 238],
  mknodat: [259, 33],
  modify_ldt: [154, undefined],
  mount: [165, 40],
  move_pages: [279, 239],
  msgget: [68, 186],
  name_to_handle_at: [303, 264],
  nfsservctl: [180, 42],
  open_by_handle_at: [304, 265],
  perf_event_open: [298, 241],
  pivot_root: [155, 41],
  prctl: [157, 167],
  query_module: [178, undefined],
  quotactl: [179, 60],
  reboot: [169, 142],
  request_key: [249, 218],
  rt_sigprocmask: [14, 135],
  sched_setattr: [314, 274],
  semget: [64, 190],
  setdomainname: [171, 162],
  sethostname: [170, 161],
  setns: [308, 268],
  setsid: [112, 157],
  settimeofday: [164, 170],
  shmget: [29, 194],
  socket: [41, 198],
  socketpair: [53, 199],
  swapoff: [168, 225],
  swapon: [167, 224],
  _sysctl: [156, undefined],
  sysfs: [139, undefined],
  syslog: [103, 116],
  umount2: [166, 39],
  unshare: [272, 97],
  uselib: [134, undefined],
  userfaultfd: [323, 282],
  ustat: [136, undefined],
  vhangup: [153, 58],
};

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, Architecture>> = {
  x64: { audit: 0xc000003e, numbers: numbersOf(([x64]) => x64) },
  arm64: { audit: 0xc00000b7, numbers: numbersOf(([, arm64]) => arm64) },
};

function numbersOf(column: (numbers: (typeof OLDER)[string]) => number | undefined): Record<string, number> {
  const older = Object.entries(OLDER).flatMap(([name, numbers]) => {
    const number = column(numbers);
    return number === undefined ? [] : [[name, number] as const];
  });
  return { ...SHARED, ...Object.fromEntries(older) };
}

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
