import { afterEach, expect, test, vi } from 'vitest';
import { doctorCommand, examine, formatFindings } from '../../../src/commands/doctor/doctor-command.ts';
import { drivers } from '../../../src/hosts/drivers.ts';
import type { DriverName, HostDriver, Need } from '../../../src/hosts/host-driver.ts';
import { LabreportError } from '../../../src/text/errors.ts';

afterEach(() => vi.restoreAllMocks());

function driver(name: DriverName, needs: Need[]): HostDriver {
  const unused = () => {
    throw new Error('doctor only probes');
  };
  const { traits } = drivers[name];
  return {
    name,
    summary: `made of ${name}`,
    traits,
    probe: async () => needs,
    confine: unused,
    prepare: unused,
  };
}

const met: Need = { name: 'captures', met: true, required: true, seen: 'works' };
const lacking: Need = {
  name: 'virtual cables',
  met: false,
  required: true,
  seen: 'RTNETLINK answers: Operation not supported',
  mend: 'sudo modprobe -a veth bridge',
};
const optional: Need = { name: 'tbf', met: false, required: false, seen: 'Error:\nunknown qdisc' };

/** Runs the command; what it printed, and the error it ended with. */
async function runDoctor(args: string[], ...table: HostDriver[]) {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const command = table.length === 0 ? doctorCommand() : doctorCommand(async () => table);
  const error = await command.parseAsync(args, { from: 'user' }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { printed: write.mock.calls.map(([text]) => text).join(''), error };
}

test('each need with what was seen, the command that mends it, and the driver that is taken', async () => {
  const findings = await examine([driver('namespaces', [met, lacking]), driver('loopback', [met, optional])]);
  expect(formatFindings(findings)).toBe(`namespaces: made of namespaces
  ✓ captures: works
  ✗ virtual cables: RTNETLINK answers: Operation not supported
      sudo modprobe -a veth bridge

loopback: made of loopback
  ✓ captures: works
  ✗ tbf (optional): Error:
      unknown qdisc

Labs run with the driver loopback.
`);
});

test('a missing optional need does not stop a driver', async () => {
  const { printed, error } = await runDoctor(['--json'], driver('namespaces', [met, optional]));
  expect(error).toBeUndefined();
  expect(JSON.parse(printed)).toEqual({
    driver: 'namespaces',
    findings: [{ driver: 'namespaces', summary: 'made of namespaces', usable: true, needs: [met, optional] }],
  });
});

test('when no driver can be used, the findings are printed and the error names what mends the first', async () => {
  const { printed, error } = await runDoctor([], driver('namespaces', [lacking]), driver('loopback', [lacking]));
  expect(printed).toMatch(/✗ virtual cables[\s\S]*✗ virtual cables/);
  expect(printed).not.toContain('Labs run');
  expect(error).toBeInstanceOf(LabreportError);
  expect((error as LabreportError).text).toBe(
    'no driver can make hosts on this machine\n  sudo modprobe -a veth bridge',
  );
});

test('programs get the same as one object', async () => {
  const { printed } = await runDoctor(['--json'], driver('namespaces', [lacking]));
  expect(JSON.parse(printed)).toEqual({
    findings: [{ driver: 'namespaces', summary: 'made of namespaces', usable: false, needs: [lacking] }],
    error: {
      code: 'driver-unavailable',
      message: 'no driver can make hosts on this machine',
      hint: 'sudo modprobe -a veth bridge',
    },
  });
});

test('the drivers of the table are tried on this machine', async () => {
  const { printed } = await runDoctor(['--json']);
  const { findings } = JSON.parse(printed);
  expect(findings.map(({ driver }: { driver: string }) => driver)).toEqual(Object.keys(drivers));
  for (const { needs } of findings) {
    expect(needs.length).toBeGreaterThan(0);
    for (const need of needs)
      expect(need).toMatchObject({ met: expect.any(Boolean), seen: expect.stringMatching(/./) });
  }
});
