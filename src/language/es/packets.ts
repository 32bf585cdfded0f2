import type { Message } from '../../messages/message.ts';
import type { PacketMessages } from '../../messages/packets.ts';
import type { PacketPart } from '../../messages/values.ts';
import type { Words } from '../words.ts';

/** Why a capture or a packet can't be read further. */
export const packets: Words<PacketMessages<Message>> = {
  fileTooShort: ({ bytes, needed }) => `el fichero tiene ${bytes} bytes y una captura tiene al menos ${needed}`,
  fileCompressed: () => 'el fichero está comprimido con gzip: antes hay que descomprimirlo',
  fileForeign: ({ begins }) => `el fichero empieza por los bytes ${begins}: no es una captura pcap ni pcapng`,
  fileVersion: ({ format, found, expected }) => `la versión de ${format} es ${found}, pero se esperaba ${expected}`,
  endsInHeader: ({ there, needed }) =>
    `el fichero acaba dentro de su cabecera, después de ${there} de sus ${needed} bytes`,
  endsInFrame: ({ frame, there, needed }) =>
    `el fichero acaba dentro de la trama ${frame}, después de ${there} de sus ${needed} bytes`,
  endsInBlock: ({ frames, there, needed }) =>
    `el fichero acaba dentro de un bloque después de la trama ${frames}, con ${there} de sus ${needed} bytes`,
  frameTooLong: ({ frame, bytes }) => `la trama ${frame} dice tener ${bytes} bytes: el fichero está dañado ahí`,
  damaged: ({ frames, why }, tell) => `el fichero está dañado después de la trama ${frames}: ${tell(why)}`,
  byteOrder: ({ reads }) => `el orden de los bytes de una sección dice ${reads}`,
  blockLength: ({ bytes }) => `un bloque dice tener ${bytes} bytes`,
  lengthsDiffer: () => 'las dos longitudes de un bloque son distintas',
  shortInterface: () => 'la descripción de una interfaz es demasiado corta',
  shortSection: () => 'la cabecera de una sección es demasiado corta',
  shortPacketBlock: () => 'un bloque de paquete es demasiado corto',
  shortSimpleBlock: () => 'a un bloque de paquete simple le falta la interfaz o la longitud',
  manyInterfaces: ({ most }) => `una sección describe más de ${most} interfaces`,
  interfaceUnknown: ({ index }) => `la interfaz ${index} no está descrita`,
  packetTooLong: ({ bytes, block }) => `un paquete dice tener ${bytes} bytes en un bloque para ${block}`,
  tooManyConnections: ({ most }) => `contiene más de ${most} conexiones TCP`,

  partCut: ({ part, needed, there }) => `${PARTS[part]} necesita ${needed} bytes y hay ${there}`,
  partTooLong: ({ part, says, onWire }) => `${PARTS[part]} dice tener ${says} bytes y en el cable hubo ${onWire}`,
  payloadCut: ({ there, all }) => `la captura contiene ${there} de los ${all} bytes de datos`,
  headerLength: ({ part, says }) => `${PARTS[part]} dice tener ${says} bytes, pero se esperaban de 20 a 60`,
  totalLength: ({ says, header }) => `un paquete IPv4 dice tener ${says} bytes y su cabecera tiene ${header}`,
  datagramLength: ({ says, least }) => `un datagrama UDP dice tener ${says} bytes, pero se esperaban al menos ${least}`,
  optionLength: ({ protocol, kind, says, left }) =>
    `la opción ${kind} de ${protocol} dice tener ${says} bytes y quedan ${left}`,
  ipVersion: ({ found, expected }) =>
    `la versión de IP es ${found}, pero se esperaba ${expected === '4 or 6' ? '4 o 6' : expected}`,
  linkTypeUnread: ({ linkType }) => `el tipo de enlace ${linkType} no se sabe leer aquí`,
  familyUnread: ({ family }) => `la familia de direcciones ${family} no se sabe leer aquí`,
  protocolUnread: ({ protocol }) => `el protocolo IP ${protocol} no se sabe leer aquí`,
  etherTypeUnread: ({ etherType }) => `el EtherType 0x${etherType.toString(16).padStart(4, '0')} no se sabe leer aquí`,
  llcUnread: () => 'una trama IEEE 802.3 (LLC) no se sabe leer aquí',
  arpUnread: ({ sizes }) => `ARP con direcciones de ${sizes} bytes no se sabe leer aquí, se esperaban 6/4`,
  packetTimeless: () => 'la captura no indica la hora de este paquete',
};

const PARTS: Record<PacketPart, string> = {
  'ARP message': 'un mensaje ARP',
  'Ethernet header': 'una cabecera Ethernet',
  'ICMP header': 'una cabecera ICMP',
  'ICMPv6 header': 'una cabecera ICMPv6',
  'IP header': 'una cabecera IP',
  'IPv4 header': 'una cabecera IPv4',
  'IPv4 header with options': 'una cabecera IPv4 con opciones',
  'IPv4 packet': 'un paquete IPv4',
  'IPv6 header': 'una cabecera IPv6',
  'IPv6 packet': 'un paquete IPv6',
  'IPv6 hop-by-hop header': 'una cabecera salto a salto de IPv6',
  'IPv6 routing header': 'una cabecera de encaminamiento de IPv6',
  'IPv6 fragment header': 'una cabecera de fragmento de IPv6',
  'IPv6 authentication header': 'una cabecera de autenticación de IPv6',
  'IPv6 destination header': 'una cabecera de destino de IPv6',
  'IPv6 mobility header': 'una cabecera de movilidad de IPv6',
  'IPv6 hip header': 'una cabecera HIP de IPv6',
  'IPv6 shim6 header': 'una cabecera shim6 de IPv6',
  'Linux cooked header': 'una cabecera SLL de Linux',
  'TCP header': 'una cabecera TCP',
  'TCP header with options': 'una cabecera TCP con opciones',
  'UDP datagram': 'un datagrama UDP',
  'UDP header': 'una cabecera UDP',
  'VLAN tag': 'una etiqueta VLAN',
  'loopback header': 'una cabecera de bucle local',
  'neighbour message': 'un mensaje de descubrimiento de vecinos',
};
