import { constants } from 'node:os';
import { describe, expect, test } from 'vitest';
import { seccompFilter } from '../../src/hosts/namespaces/seccomp.ts';
import { architecture, callNumber, NEWEST_CALL } from '../../src/hosts/syscalls.ts';
import { words } from '../../src/text/lines.ts';

const { EPERM, ENOSYS } = constants.errno;
const ALLOW = 'allowed';

function holds(code: number, loaded: number, value: number): boolean {
  if (code === 0x15) return loaded === value;
  if (code === 0x35) return loaded >= value;
  if (code === 0x45) return (loaded & value) !== 0;
  throw new Error(`unexpected instruction ${code}`);
}

/** Goes through a classic BPF program as the kernel does (linux/filter.h); what becomes of a system call. */
function judge(filter: Buffer, call: { architecture: number; number: number; arguments?: bigint[] }): number | string {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call.number >>> 0, 0);
  data.writeUInt32LE(call.architecture, 4);
  for (const [i, argument] of (call.arguments ?? []).entries()) data.writeBigUInt64LE(argument, 16 + 8 * i);
  let loaded = 0;
  for (let at = 0; at < filter.length / 8; at += 1) {
    const [code, value] = [filter.readUInt16LE(8 * at), filter.readUInt32LE(8 * at + 4)];
    if (code === 0x06) return value === 0x7fff0000 ? ALLOW : value & 0xffff;
    if (code === 0x20) loaded = data.readUInt32LE(value);
    else at += filter.readUInt8(8 * at + (holds(code, loaded, value) ? 2 : 3));
  }
  throw new Error('the filter has no end');
}

const SOCKETS: [why: string, family: bigint, protocol: bigint, becomes: number | string][] = [
  ['AF_UNIX', 1n, 0n, ALLOW],
  ['AF_INET', 2n, 6n, ALLOW],
  ['AF_INET6', 10n, 0n, ALLOW],
  ['NETLINK_ROUTE', 16n, 0n, ALLOW],
  ['NETLINK_SOCK_DIAG', 16n, 4n, ALLOW],
  ['NETLINK_NETFILTER', 16n, 12n, EPERM],
  ['NETLINK_KOBJECT_UEVENT', 16n, 15n, EPERM],
  ['AF_PACKET', 17n, 0x300n, EPERM],
  ['AF_ALG', 38n, 0n, EPERM],
  ['AF_VSOCK', 40n, 0n, EPERM],
  ['AF_XDP', 44n, 0n, EPERM],
  ['AF_PACKET with more above the 32 bits that the kernel takes', (1n << 32n) | 17n, 0n, EPERM],
  ['AF_INET with more above them', (1n << 32n) | 2n, 0n, ALLOW],
];

describe.each(['x64', 'arm64'] as const)('%s', (name) => {
  const arch = architecture(name);
  const filter = seccompFilter(arch);
  const call = (called: string, ...args: bigint[]) =>
    judge(filter, { architecture: arch.audit, number: callNumber(called, arch), arguments: args });

  test.each(SOCKETS)('%s', (_, family, protocol, becomes) => {
    expect(call('socket', family, 2n, protocol)).toBe(becomes);
  });

  const NEVER = words(`
    keyctl add_key request_key bpf userfaultfd perf_event_open io_uring_setup clone3
    memfd_create fanotify_init shmget msgget semget
  `);
  test.each(NEVER)('%s: there is no such call', (called) => {
    expect(call(called)).toBe(ENOSYS);
  });

  const NOT_FOR_THEM = words(`
    unshare setns mount umount2 pivot_root chroot open_tree move_mount fsopen
    open_by_handle_at kexec_load init_module finit_module reboot syslog swapon settimeofday
  `);
  test.each(NOT_FOR_THEM)('%s: not for a confined program', (called) => {
    expect(call(called)).toBe(EPERM);
  });

  test('new processes, but no new namespaces', () => {
    expect([0x11n, 0x3d0f00n, 0x10000011n, 0x20000n, 0x7e020000n].map((flags) => call('clone', flags))).toEqual([
      ALLOW,
      ALLOW,
      EPERM,
      EPERM,
      EPERM,
    ]);
  });

  test('what a terminal is asked, but nothing that types into it', () => {
    const requests = [0x5401n, 0x5413n, 0x541bn, 0x5412n, 0x541cn, 0x541dn, 0x5423n, (1n << 32n) | 0x5412n];
    expect(requests.map((request) => call('ioctl', 0n, request))).toEqual([
      ALLOW,
      ALLOW,
      ALLOW,
      EPERM,
      EPERM,
      EPERM,
      EPERM,
      EPERM,
    ]);
  });

  test('other architectures, x32, and what is newer than the table', () => {
    const number = callNumber('socket', arch);
    const becomes = (architecture: number, its: number) => judge(filter, { architecture, number: its });
    expect(becomes(0x40000003, 1)).toBe(ENOSYS);
    expect(becomes(0x40000028, number)).toBe(ENOSYS);
    expect(becomes(arch.audit, 0x40000000 + number)).toBe(ENOSYS);
    expect(becomes(arch.audit, NEWEST_CALL + 1)).toBe(ENOSYS);
    expect(becomes(arch.audit, -1)).toBe(ENOSYS);
    expect(becomes(arch.audit, 0)).toBe(ALLOW);
  });
});

test('without a table nothing is confined', () => {
  expect(() => architecture('riscv64')).toThrow(
    'programs can’t be kept apart on the architecture riscv64, expected one of x64, arm64',
  );
});
