import { describe, expect, it } from 'vitest';
import { say } from '../../src/messages/message.ts';
import { driverFacts } from '../driver-facts.ts';
import { said } from '../said.ts';
import { NETSTAT, refusal, render, type TestRun } from './fixture.ts';

const ES = '{{!-- lang: es --}}\n';

describe('the language of a template', () => {
  it.each(['{{!-- lang: es --}}', '{{! lang: es }}', '{{!--lang:es--}}', 'Text.\n\n{{!-- lang: es --}}'])(
    'is told by %s',
    (comment) => {
      expect(render(`${comment}\n{{ms 1.5}}\n`)).toContain('1,5 ms');
    },
  );

  it('is English where none is told, and where English is', () => {
    expect([render('{{ms 1.5}}'), render('{{!-- lang: en --}}\n{{ms 1.5}}')]).toEqual(['1.5 ms', '1.5 ms']);
  });

  it('leaves nothing of the comment in the report', () => {
    expect(render(`${ES}# Hola\n`)).toBe('# Hola\n');
  });

  it('is refused where it is none, with its place', () => {
    expect(refusal('# Salut\n\n{{!-- lang: fr --}}\n')).toBe(
      'report.md.hbs:3 unexpected language "fr", expected one of en (English), es (español)',
    );
    expect(refusal('{{!-- lang: esp --}}\n')).toContain('Did you mean "es"?');
  });
});

const RUN: TestRun = {
  moments: [{ id: 'netstat-open', output: NETSTAT, exit: { status: 1 } }],
  verdicts: [
    { claim: 'no-reset', says: 'No connection is reset', status: 'failed', reason: said('it was'), cites: [] },
  ],
};

describe('{{#says}}', () => {
  const says = '{{#says}}\nno-reset: Ninguna conexión acaba con un *RST*\n\n{{/says}}\n';

  it('gives claims the template’s own words, wherever they are shown', () => {
    const report = render(
      `${ES}${says}{{claim "no-reset"}}\n\n{{#claim "no-reset"}}\nx\n{{/claim}}\n\n{{claims}}\n`,
      RUN,
    );
    expect(report).toBe(
      [
        'Ninguna conexión acaba con un \\*RST\\*: **no se cumple**. It was.',
        '> **No se confirma:** Ninguna conexión acaba con un \\*RST\\*. It was.',
        '| Afirmación | Veredicto | Motivo |\n| --- | --- | --- |\n' +
          '| Ninguna conexión acaba con un \\*RST\\* | **no se cumple** | it was. |\n',
      ].join('\n\n'),
    );
  });

  it('may stand behind the head', () => {
    expect(render(`${ES}{{head}}\n\n${says}{{claim "no-reset"}}\n`, RUN)).toContain('\n\nNinguna conexión');
  });

  it('may stand on one line', () => {
    const report = render('{{#says}}no-reset: Nobody resets a connection{{/says}}{{claim "no-reset"}}', RUN);
    expect(report).toBe('Nobody resets a connection: **failed**. It was.');
  });

  it.each([
    [
      '\n{{#says}}\n\nno-rest: Nada\n{{/says}}',
      ':4 unknown claim "no-rest", expected no-reset\n  Did you mean "no-reset"?',
    ],
    ['{{#says}}\nno-reset\n{{/says}}', ':2 unexpected "no-reset", expected id: sentence'],
    ['{{#says}}\nno-reset: A\nno-reset: B\n{{/says}}', ':3 unexpected second wording of claim "no-reset"'],
    [
      '{{claim "no-reset"}}\n{{#says}}\nno-reset: A\n{{/says}}',
      ':2:1 unexpected {{#says}} after a claim was shown, expected it at the top of the template',
    ],
  ])('refuses %j', (template, message) => {
    expect(refusal(template, RUN)).toBe(`report.md.hbs${message}`);
  });
});

describe('a report in Spanish', () => {
  it('tells how a command ended, and which lines are shown', () => {
    const report = render(`${ES}{{moment "netstat-open" lines="3"}}\n\n{{moment "netstat-open" match="xyz"}}\n`, RUN);
    expect(report.split('\n').filter((line) => line.endsWith('.'))).toEqual([
      'Terminó con estado 1. Línea 3 de 5; el registro completo está en [logs/netstat-open.txt](logs/netstat-open.txt).',
      'Terminó con estado 1. Ninguna de 5 líneas (las que muestran xyz); el registro completo está en [logs/netstat-open.txt](logs/netstat-open.txt).',
    ]);
  });

  it('tells what is left out of a long output', () => {
    const output = Array.from({ length: 20_000 }, (_, i) => `line ${i + 1}\n`).join('');
    const report = render(`${ES}{{terminal "server"}}\n`, { terminals: [{ id: 'server', output }] });
    expect(report.trimEnd().split('\n').at(-1)).toBe(
      'Líneas 1 a 150 y 19\u00a0951 a 20\u00a0000 de 20\u00a0000; en ⋮ se omiten 19\u00a0800 líneas (207\u00a0102 bytes); ' +
        'el registro completo está en [logs/server.txt](logs/server.txt).',
    );
  });

  it('tells what a run that broke off lacks', () => {
    const failure = {
      step: 2,
      expected: say('textOn', { text: '"Connected"', terminal: 'client2' }),
      seen: say('printed', { end: say('programEnded', { exit: { status: 127 } }), unmade: './nope' }),
    };
    const run = { startedAt: '2026-10-08T13:15:20.004+02:00', epochUs: 1, durationMs: 1234, failure };
    const limits = [say('noHostNames')];
    const record = { run, driver: { ...driverFacts('loopback'), limits } };
    const template = `${ES}{{head}}\n\n{{terminal "client2"}}\n\nSu puerto: {{value "client2.port"}}.\n`;
    expect(render(template, { record })).toBe(
      [
        '> **La ejecución está incompleta:** se detuvo en el paso 3 de 4 (lab.yaml:27, open). ' +
          'Se esperaba: "Connected" en el terminal client2. Se vio: el programa terminó con estado 127 y no se mostró nada; la compilación no creó ./nope. ' +
          'El texto está escrito para una ejecución completa: lo que cuenta de este paso y de los siguientes no se vio.',
        [
          '- Fecha: 8 de octubre de 2026, 13:15:20 (UTC+02:00); duración: 1,2 s',
          '- Programa: labreport 0.1.0, con máquinas creadas por el controlador loopback',
          '- Sistema: Debian GNU/Linux 12 (bookworm), núcleo 6.18.0',
          '- Fiabilidad: la que declara su autor; nadie ha repetido la práctica para comparar los resultados',
          '- Herramientas: netstat 2.10, tcpdump 4.99.3',
          '- Limitación: las máquinas tienen direcciones, pero no nombres.',
        ].join('\n'),
        '> **No disponible:** la ejecución terminó antes de que se viera.',
        'Su puerto: (no disponible).\n',
      ].join('\n\n'),
    );
  });

  it('tells by whom it was run again', () => {
    const verified = [{ when: '2026-10-09T08:00:00.000+02:00', kernel: 'Linux 6.1.0', runs: 2, same: 1 }];
    expect(render(`${ES}{{head}}\n`, { record: { verified } }).split('\n')[3]).toBe(
      '- Fiabilidad: la que declara su autor; según sus datos, la práctica se repitió el 9 de octubre de 2026, 08:00:00 ' +
        '(UTC+02:00), con el núcleo Linux 6.1.0: 1 de 2 ejecuciones dio lo mismo. Eso puede escribirlo cualquiera',
    );
  });

  it('lists values as Spanish does', () => {
    const moments = [{ id: 'netstat-open', output: NETSTAT }];
    const ports = '{{list (sockets "netstat-open" state="ESTABLISHED") "peer.port"}}';
    const none = '{{list (sockets "netstat-open" state="TIME_WAIT") "peer.port"}}';
    expect(render(`${ES}${ports}; ${none}; {{exit "netstat-open"}}\n`, { moments })).toBe(
      '36030 y 38466; ninguno; estado 0\n',
    );
  });
});
