import { describe, expect, it } from 'vitest';
import { loopback } from '../../src/hosts/loopback/driver.ts';
import { recorded } from '../../src/language/es/recorded.ts';
import { readRecord } from '../../src/record/read.ts';
import { SAMPLE } from '../sample.ts';

describe('what a record says, in Spanish', () => {
  it('knows every limit of the loopback driver', async () => {
    const plan = { hosts: {}, networks: {} };
    const { limits } = await loopback.open(plan as never, '/nonexistent');
    expect(limits.map(recorded)).toEqual([
      'Las máquinas comparten la interfaz de bucle local de este equipo: los paquetes no cruzan ninguna red.',
      'Los programas ven los procesos y los sockets de todo el equipo, no solo los de su máquina.',
      'Las máquinas tienen direcciones, pero no nombres.',
    ]);
  });

  it('knows every pin of the namespaces driver', () => {
    const { pins } = readRecord(SAMPLE).driver;
    expect(pins.length).toBeGreaterThan(0);
    expect(pins.filter((pin) => recorded(pin) === pin)).toEqual([]);
  });

  it.each([
    ['"Connected" on terminal client2', '"Connected" en el terminal client2'],
    ['2 ESTABLISHED sockets on vit001', '2 sockets en estado ESTABLISHED en vit001'],
    ['1 process of TCPechod in state Z on vit001', '1 proceso de TCPechod en estado Z en vit001'],
    ['3 processes of TCPechod on vit001', '3 procesos de TCPechod en vit001'],
    ['1 packet in capture wire like {"flags":["FIN"]}', '1 paquete en la captura wire como {"flags":["FIN"]}'],
    ['4 packets in capture wire like {}', '4 paquetes en la captura wire como {}'],
    ['the program of terminal server to end by Ctrl-C', 'que el programa del terminal server terminara por Ctrl-C'],
    ['"netstat -t" to end on vit001', 'que "netstat -t" terminara en vit001'],
    [
      'the program still ran after 10 s, and the last thing printed was "the end\\n"',
      'el programa seguía en marcha al cabo de 10 s y lo último que mostró fue "the end\\n"',
    ],
    ['the program ended with status 1, and nothing was printed', 'el programa terminó con estado 1 y no mostró nada'],
    [
      'port 8990 of vit001 was held by TCPechod (process 4), and the last thing printed was "bind"',
      'el puerto 8990 de vit001 lo tenía TCPechod (proceso 4) y lo último que se mostró fue "bind"',
    ],
    ['there were 3 after 10 s', 'había 3 al cabo de 10 s'],
    ['its file logs/wire.pcap is missing', 'falta su fichero logs/wire.pcap'],
    // What nobody has told in Spanish stays as it is.
    ['tcpdump: eth0: You don’t have permission', 'tcpdump: eth0: You don’t have permission'],
    ['$& on the wire', '$& on the wire'],
  ])('%s', (english, spanish) => {
    expect(recorded(english)).toBe(spanish);
  });
});
