import { describe, expect, it } from 'vitest';
import type { TextPattern } from '../../../src/text/pattern.ts';
import { said } from '../../said.ts';
import { build, check, moment, running, terminal, verdict } from '../seen.ts';

const text = (literal: string): TextPattern => ({ literal });
const claim = (id: string, shows: TextPattern[], lacks: TextPattern[] = []) => ({
  kind: 'text' as const,
  in: id,
  shows,
  lacks,
});

const OUTPUT = 'Waiting at port 8990\nConnection from 192.0.2.2\nWaiting at port 8990\n';

describe('text of a moment or the build', () => {
  it('holds when the texts show one after the other, and what must not show does not', () => {
    const shows = [text(`port \${port}`), { regex: '^Connection from (\\S+)$' }, text('Waiting')];
    expect(check(claim('log', shows, [text('error')]), [moment('log', OUTPUT)])).toEqual(
      verdict(
        'held',
        '"port 8990" shows in line 1, /^Connection from (\\S+)$/ shows in line 2, "Waiting" shows in line 3 and "error" shows nowhere',
        [{ evidence: 'log', lines: [1, 2, 3] }],
      ),
    );
  });

  it('cites all lines of a text', () => {
    expect(check(claim('build', [text('8990\nConnection')]), [build(OUTPUT)])).toEqual(
      verdict('held', '"8990\\nConnection" shows in lines 1 to 2', [{ evidence: 'build', lines: [1, 2] }]),
    );
  });

  it('fails when a text is missing in its place', () => {
    expect([
      check(claim('log', [text('Connection'), text('port 8990'), text('Connection')]), [moment('log', OUTPUT)]),
      check(claim('log', [text('goodbye')]), [moment('log', OUTPUT)]),
    ]).toEqual([
      verdict('failed', '"Connection" does not show after "port 8990" (line 3); it shows before that, in line 2', [
        { evidence: 'log', lines: [3] },
      ]),
      verdict('failed', '"goodbye" does not show', [{ evidence: 'log' }]),
    ]);
  });

  it('fails when a text shows that must not', () => {
    expect(check(claim('log', [text('Waiting')], [text('Connection')]), [moment('log', OUTPUT)])).toEqual(
      verdict('failed', '"Connection" shows in line 2', [{ evidence: 'log', lines: [2] }]),
    );
  });
});

describe('text of a terminal', () => {
  const typed = [{ atMs: 200, text: 'asdf from vit002\n' }];
  const CONNECTED: [number, string] = [100, 'Connected\r\nasdf from vit002 is what you may type\r\n'];
  const ECHO: [number, string] = [201, 'asdf from vit002\r\n'];
  const ANSWER: [number, string] = [205, 'asdf from vit002\r\n'];
  const shows = [text('Connected'), text('type'), text('asdf from vit002')];

  it('fails when the typed line comes back once, as its echo', () => {
    expect(check(claim('client', shows), [terminal('client', [CONNECTED, ECHO], { typed })])).toEqual(
      verdict('failed', '"asdf from vit002" does not show after "type" (line 2); it shows before that, in line 2', [
        { evidence: 'client', lines: [2] },
      ]),
    );
  });

  it('holds when it comes back twice, as echo and answer', () => {
    expect(check(claim('client', shows), [terminal('client', [CONNECTED, ECHO, ANSWER], { typed })])).toEqual(
      verdict('held', '"Connected" shows in line 1, "type" shows in line 2 and "asdf from vit002" shows in line 4', [
        { evidence: 'client', lines: [1, 2, 4] },
      ]),
    );
  });

  it('says that a text shows only as an echo', () => {
    const seen = terminal('client', [[100, 'Connected\r\n'], ECHO], { typed });
    expect(check(claim('client', [text('asdf')], [text('vit002')]), [seen])).toEqual(
      verdict('failed', '"asdf" does not show; line 2 shows it only as the echo of what was typed', [
        { evidence: 'client' },
      ]),
    );
  });

  it('takes nothing for an echo that came before the line was typed', () => {
    const seen = terminal('client', [[100, 'Say for example:\r\nasdf from vit002\r\n'], ECHO], { typed });
    expect(check(claim('client', [text('asdf')]), [seen])).toEqual(
      verdict('held', '"asdf" shows in line 2', [{ evidence: 'client', lines: [2] }]),
    );
  });

  it('takes each typed line’s echo for that line’s alone', () => {
    const twice = [...typed, { atMs: 210, text: 'asdf from vit002\n' }];
    const seen = terminal('client', [ECHO, [211, 'asdf from vit002\r\n']], { typed: twice });
    const ahead = terminal('client', [[220, 'asdf from vit002\r\nasdf from vit002\r\n']], { typed: twice });
    const lacks = claim('client', [], [text('asdf')]);
    const nowhere = verdict('held', '"asdf" shows nowhere', [{ evidence: 'client' }]);
    expect([check(lacks, [seen]), check(lacks, [ahead])]).toEqual([nowhere, nowhere]);
  });

  it('does not mind how the output was cut into pieces', () => {
    const bytes = Buffer.from('¿Qué? “ñ”\r\nasdf from vit002\r\nasdf from vit002\r\n');
    const pieces = [...bytes].map((byte, i): [number, Buffer] => [i < 17 ? 100 : 201 + i, Buffer.from([byte])]);
    expect(bytes.subarray(0, 17).toString()).toBe('¿Qué? “ñ”\r');
    const seen = terminal('client', pieces, { typed });
    expect(check(claim('client', [text('“ñ”\n'), text('asdf from vit002')]), [seen])).toEqual(
      verdict('held', '"“ñ”\\n" shows in line 1 and "asdf from vit002" shows in line 3', [
        { evidence: 'client', lines: [1, 3] },
      ]),
    );
  });
});

describe('text of a terminal that was open when the run stopped', () => {
  const step = { on: 'vit001', run: './prog', line: 20, limitMs: 1000 };
  const steps = [
    { verb: 'open' as const, id: 'server', ...step },
    { verb: 'open' as const, id: 'client', ...step, line: 22 },
  ];
  const stop = (index: number) => ({
    steps,
    failure: { step: index, expected: said('"Connected"'), seen: said('nothing') },
  });
  const server = terminal('server', [[100, 'Waiting\r\n']]);

  it('is not testable when it is missing or must not show', () => {
    const shows = claim('server', [text('Waiting'), text('Connection')]);
    const lacks = claim('server', [], [text('Error')]);
    const stopped = 'but the run stopped at step 2 (line 22 of lab.yaml), before terminal server was over';
    expect([check(shows, [running(server)], stop(1)), check(lacks, [running(server)], stop(1))]).toEqual([
      verdict('not-testable', `"Connection" does not show after "Waiting" (line 1), ${stopped}`, [
        { evidence: 'server', lines: [1] },
      ]),
      verdict('not-testable', `"Error" shows nowhere, ${stopped}`, [{ evidence: 'server' }]),
    ]);
  });

  it('fails where the run stopped because it waited for this terminal', () => {
    expect(check(claim('server', [text('Connection')]), [running(server)], stop(0))).toEqual(
      verdict('failed', '"Connection" does not show', [{ evidence: 'server' }]),
    );
  });

  it('fails where the program had ended before', () => {
    expect(check(claim('server', [text('Connection')]), [server], stop(1))).toEqual(
      verdict('failed', '"Connection" does not show', [{ evidence: 'server' }]),
    );
  });

  it('holds for what was seen', () => {
    expect(check(claim('server', [text('Waiting')]), [running(server)], stop(1))).toEqual(
      verdict('held', '"Waiting" shows in line 1', [{ evidence: 'server', lines: [1] }]),
    );
  });
});
