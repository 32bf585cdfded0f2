/**
 * What records say in English, and the same in Spanish: limits and pins of the drivers, and why a run broke off. Captured
 * text in it stays as it is.
 */
const SENTENCES: readonly (readonly [english: RegExp, spanish: string])[] = [
  // Limits of the drivers.
  [
    /^The hosts share this machine’s loopback device: packets cross no network\.$/,
    'Las máquinas comparten la interfaz de bucle local de este equipo: los paquetes no cruzan ninguna red.',
  ],
  [
    /^Programs see the whole machine’s processes and sockets, not those of their host alone\.$/,
    'Los programas ven los procesos y los sockets de todo el equipo, no solo los de su máquina.',
  ],
  [/^Hosts have addresses but no names\.$/, 'Las máquinas tienen direcciones, pero no nombres.'],
  [
    /^Checksums and large frames are not as on a wire: ethtool can’t be used here\.$/,
    'Las sumas de comprobación y las tramas grandes no son como en un cable: aquí no se puede usar ethtool.',
  ],
  [/^The (\w+) driver could not be used here: (.*)$/s, 'Aquí no se pudo usar el controlador $1: $2'],

  // What was fixed so that runs come out the same.
  [
    /^Every interface has a fixed MAC address, and every host knows the others’: no ARP is needed\.$/,
    'Cada interfaz tiene una dirección MAC fija y cada máquina conoce las de las demás: no hace falta ARP.',
  ],
  [
    /^Host names are read from a hosts file made for the lab; no name server is asked\.$/,
    'Los nombres de las máquinas se leen de un fichero hosts hecho para la práctica; no se consulta ningún DNS.',
  ],
  [
    /^IPv6 is off on the hosts, and so are checksum and segmentation offload: packets look as on a wire\.$/,
    'Las máquinas no usan IPv6 ni delegan en la tarjeta las sumas de comprobación o la segmentación: los paquetes son como en un cable.',
  ],
  [
    /^A segment is not retransmitted before 1 s has passed \(RFC 6298\), and a reset ends no TIME_WAIT \(RFC 1337\)\.$/,
    'Un segmento no se retransmite antes de 1 s (RFC 6298) y un reset no acaba con TIME_WAIT (RFC 1337).',
  ],
  [/^Each host counts its processes from 1\.$/, 'Cada máquina numera sus procesos desde 1.'],

  // What a step waited for.
  [/^(.*) on terminal ([\w-]+)$/s, '$1 en el terminal $2'],
  [/^tcpdump to begin$/, 'que empezara tcpdump'],
  [/^capture ([\w-]+) to have all packets$/, 'que la captura $1 tuviera todos los paquetes'],
  [/^this machine to have enough for labreport$/, 'que este equipo tuviera lo bastante para labreport'],
  [/^the program of terminal ([\w-]+) to begin$/, 'que empezara el programa del terminal $1'],
  [/^"(.*)" to end on ([\w-]+)$/s, 'que "$1" terminara en $2'],
  [/^the program of terminal ([\w-]+) to end by (\S+)$/, 'que el programa del terminal $1 terminara por $2'],
  [/^(\d+) ([A-Z_\d]+) (sockets?) on ([\w-]+)$/, '$1 $3 en estado $2 en $4'],
  [/^1 packet in capture ([\w-]+) like (.*)$/s, '1 paquete en la captura $1 como $2'],
  [/^(\d+) packets in capture ([\w-]+) like (.*)$/s, '$1 paquetes en la captura $2 como $3'],
  [/^1 process of (\S+) in state (\w) on ([\w-]+)$/, '1 proceso de $1 en estado $2 en $3'],
  [/^(\d+) processes of (\S+) in state (\w) on ([\w-]+)$/, '$1 procesos de $2 en estado $3 en $4'],
  [/^1 process of (\S+) on ([\w-]+)$/, '1 proceso de $1 en $2'],
  [/^(\d+) processes of (\S+) on ([\w-]+)$/, '$1 procesos de $2 en $3'],

  // What was seen instead.
  [/^tcpdump did not answer, and did not end$/, 'tcpdump no respondió ni terminó'],
  [/^tcpdump was ended by (\S+)$/, 'tcpdump terminó por $1'],
  [/^tcpdump ended with status (\d+)$/, 'tcpdump terminó con estado $1'],
  [/^labreport ended tcpdump for its limit `(\w+)`$/, 'labreport terminó tcpdump por su límite `$1`'],
  [
    /^the program still ran after ([\d.]+) s, and nothing was printed$/,
    'el programa seguía en marcha al cabo de $1 s y no había mostrado nada',
  ],
  [
    /^the program still ran after ([\d.]+) s, and the last thing printed was (.*)$/s,
    'el programa seguía en marcha al cabo de $1 s y lo último que mostró fue $2',
  ],
  [
    /^the program ended with status (\d+), and nothing was printed$/,
    'el programa terminó con estado $1 y no mostró nada',
  ],
  [
    /^the program ended with status (\d+), and the last thing printed was (.*)$/s,
    'el programa terminó con estado $1 y lo último que mostró fue $2',
  ],
  [
    /^labreport ended the program for its limit `(\w+)`, and nothing was printed$/,
    'labreport terminó el programa por su límite `$1` y no se había mostrado nada',
  ],
  [
    /^labreport ended the program for its limit `(\w+)`, and the last thing printed was (.*)$/s,
    'labreport terminó el programa por su límite `$1` y lo último que se mostró fue $2',
  ],
  [
    /^port (\d+) of ([\w-]+) was held by another program of the lab, and the last thing printed was (.*)$/s,
    'el puerto $1 de $2 lo tenía otro programa de la práctica y lo último que se mostró fue $3',
  ],
  [
    /^port (\d+) of ([\w-]+) was held by (.*) \(process (\d+)\), and the last thing printed was (.*)$/s,
    'el puerto $1 de $2 lo tenía $3 (proceso $4) y lo último que se mostró fue $5',
  ],
  [/^the program was ended by (\S+), and nothing was printed$/, 'el programa terminó por $1 y no mostró nada'],
  [
    /^the program was ended by (\S+), and the last thing printed was (.*)$/s,
    'el programa terminó por $1 y lo último que mostró fue $2',
  ],
  [/^it still ran after ([\d.]+) s and was killed$/, 'seguía en marcha al cabo de $1 s y hubo que matarlo'],
  [/^it still ran after ([\d.]+) s$/, 'seguía en marcha al cabo de $1 s'],
  [/^it did not within ([\d.]+) s$/, 'no lo hizo en $1 s'],
  [/^there were (\d+) after ([\d.]+) s$/, 'había $1 al cabo de $2 s'],

  [/^a value that a command does not take for an option$/, 'un valor que una orden no tome por una opción'],
  [/^a pcap-filter\(7\) expression$/, 'una expresión de pcap-filter(7)'],
  [/^one that was given to it before$/, 'uno que se le diera antes'],
  [/^a line to type into terminal ([\w-]+)$/, 'una línea que escribir en el terminal $1'],
  [/^it has a control character in it: (.*)$/s, 'tiene un carácter de control: $1'],
  [
    /^\$\{(\S+)\} is (.*), in which a shell could read more than a value$/s,
    '$${$1} es $2, donde un intérprete de órdenes podría leer más que un valor',
  ],
  [/^\$\{(\S+)\} is (.*)$/s, '$${$1} es $2'],
  [/^the filter of capture ([\w-]+) is "(.*)"$/s, 'el filtro de la captura $1 es "$2"'],

  // What an evidence lacks.
  [/^\$\{(\S+)\} has no value here$/, '$${$1} no tiene ningún valor aquí'],
  [
    /^the file ends inside its header, after (\d+) of (\d+) bytes$/,
    'el fichero acaba dentro de su cabecera, después de $1 de sus $2 bytes',
  ],
  [
    /^the file ends inside frame (\d+), after (\d+) of its (\d+) bytes$/,
    'el fichero acaba dentro de la trama $1, después de $2 de sus $3 bytes',
  ],
  [
    /^the file ends inside a block after frame (\d+), (\d+) of its (\d+) bytes are there$/,
    'el fichero acaba dentro de un bloque después de la trama $1, con $2 de sus $3 bytes',
  ],
  [
    /^frame (\d+) says it has (\d+) bytes: the file is damaged here$/,
    'la trama $1 dice tener $2 bytes: el fichero está dañado ahí',
  ],
  [/^the capture holds (\d+) of (\d+) payload bytes$/, 'la captura contiene $1 de los $2 bytes de datos'],
  [/^its file (\S+) is missing$/, 'falta su fichero $1'],
];

/** A sentence of a record in Spanish; in English as it is where it is not known. */
export function recorded(sentence: string): string {
  const [english, spanish] = SENTENCES.find(([pattern]) => pattern.test(sentence)) ?? [];
  return english === undefined || spanish === undefined ? sentence : sentence.replace(english, spanish);
}
