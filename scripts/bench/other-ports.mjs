// A log or capture as it would have been some minutes later, when the kernel chose other ports for the clients.

/** Ports of clients are five digits long, and stay so. */
export const PORT_STEP = 13;
const CLIENT_PORT = /(?<!\d)(?:37|45)\d{3}(?!\d)/g;
const isClientPort = (port) => (port >= 37_000 && port < 38_000) || (port >= 45_000 && port < 46_000);

export function changePorts(bytes, { path, minutes }) {
  if (minutes === 0) return bytes;
  if (path.endsWith('.pcap')) return changePackets(Buffer.from(bytes), minutes);
  const text = bytes.toString('latin1');
  return Buffer.from(
    text.replace(CLIENT_PORT, (port) => String(Number(port) + minutes * PORT_STEP)),
    'latin1',
  );
}

/** The times of the records, and the ports in their TCP headers; Ethernet, IPv4, as tcpdump wrote them here. */
function changePackets(pcap, minutes) {
  for (let at = 24; at + 16 <= pcap.length; at += 16 + pcap.readUInt32LE(at + 8)) {
    pcap.writeUInt32LE(pcap.readUInt32LE(at) + minutes * 60, at);
    const ip = at + 16 + 14;
    const tcp = ip + (pcap[ip] & 0x0f) * 4;
    for (const port of [tcp, tcp + 2]) {
      const number = pcap.readUInt16BE(port);
      if (isClientPort(number)) pcap.writeUInt16BE(number + minutes * PORT_STEP, port);
    }
  }
  return pcap;
}
