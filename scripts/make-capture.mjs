// Makes a long capture: TCP connections, eight at a time, in each of which the client sends and the server acknowledges every
// eighth segment.
//
//   node scripts/make-capture.mjs FILE [--bytes N] [--payload N]
//
// --bytes is about how long the file gets, --payload how much each segment of a client carries: 1448 bytes fill an
// Ethernet frame, none makes the most packets.
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';

const RECORD_BYTES = 16;
const HEADER_BYTES = 14 + 20 + 32;
const AT_A_TIME = 8;
const FIRST_PORT = 32_768;
const PORTS = 28_000;
/** Segments with data in each connection, and how many of them the server acknowledges at once. */
const SEGMENTS = 2000;
const PER_ACK = 8;
const [FIN, SYN, PSH, ACK] = [1, 2, 8, 16];

const HEADERS = Buffer.from(
  ['0200000000010200000000020800', '450000000000400040060000', '0'.repeat(16), '0'.repeat(24)].join('') +
    '8000fa00000000000101080a0000000700000008',
  'hex',
);

function make(path, bytes, payloadBytes) {
  const out = new Output(openSync(path, 'w'));
  const cycle = SEGMENTS * ((1 + 1 / PER_ACK) * (RECORD_BYTES + HEADER_BYTES) + payloadBytes);
  const rounds = Math.max(1, Math.round(bytes / cycle / AT_A_TIME));
  for (let round = 0; round < rounds; round++) writeConversations(out, round * AT_A_TIME, payloadBytes);
  out.close();
}

function writeConversations(out, first, payloadBytes) {
  const ports = Array.from({ length: AT_A_TIME }, (_, i) => FIRST_PORT + ((first + i) % PORTS));
  const isn = first * 1000;
  const each = (flags, fields) => {
    for (const port of ports) out.segment({ port, flags, ...fields });
  };
  each(SYN, { seq: isn, ack: 0 });
  each(SYN | ACK, { isServer: true, seq: isn, ack: isn + 1 });
  each(ACK, { seq: isn + 1, ack: isn + 1 });
  let seq = isn + 1;
  for (let i = 0; i < SEGMENTS; i++) {
    each(PSH | ACK, { seq, ack: isn + 1, payloadBytes });
    seq += payloadBytes;
    if (i % PER_ACK === PER_ACK - 1) each(ACK, { isServer: true, seq: isn + 1, ack: seq });
  }
  each(FIN | ACK, { seq, ack: isn + 1 });
  each(FIN | ACK, { isServer: true, seq: isn + 1, ack: seq + 1 });
  each(ACK, { seq: seq + 1, ack: isn + 2 });
}

class Output {
  #buffer = Buffer.alloc(1024 * 1024, 'x');
  #used = 0;
  #us = 0;
  #descriptor;

  constructor(descriptor) {
    this.#descriptor = descriptor;
    const header = Buffer.alloc(24);
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
    header.writeUInt32LE(262_144, 16);
    header.writeUInt32LE(1, 20);
    writeSync(descriptor, header);
  }

  segment({ port, flags, seq, ack, isServer = false, payloadBytes = 0 }) {
    const length = HEADER_BYTES + payloadBytes;
    if (this.#used + RECORD_BYTES + length > this.#buffer.length) this.#flush();
    const [buffer, record] = [this.#buffer, this.#used];
    const us = this.#us++;
    buffer.writeUInt32LE(1_791_458_123 + Math.floor(us / 1_000_000), record);
    buffer.writeUInt32LE(us % 1_000_000, record + 4);
    buffer.writeUInt32LE(length, record + 8);
    buffer.writeUInt32LE(length, record + 12);
    const ip = record + RECORD_BYTES + 14;
    HEADERS.copy(buffer, ip - 14);
    buffer.writeUInt16BE(length - 14, ip + 2);
    buffer.writeUInt32BE(isServer ? 0xc0000201 : 0xc0000202, ip + 12);
    buffer.writeUInt32BE(isServer ? 0xc0000202 : 0xc0000201, ip + 16);
    const tcp = ip + 20;
    buffer.writeUInt16BE(isServer ? 8990 : port, tcp);
    buffer.writeUInt16BE(isServer ? port : 8990, tcp + 2);
    buffer.writeUInt32BE(seq >>> 0, tcp + 4);
    buffer.writeUInt32BE(ack >>> 0, tcp + 8);
    buffer[tcp + 13] = flags;
    this.#used += RECORD_BYTES + length;
  }

  close() {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush() {
    writeSync(this.#descriptor, this.#buffer, 0, this.#used);
    this.#buffer.fill('x');
    this.#used = 0;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bytes: { type: 'string', default: '100000000' }, payload: { type: 'string', default: '1448' } },
});
const [file] = positionals;
if (file === undefined) throw new Error('expected the name of a file to write');
make(file, Number(values.bytes), Number(values.payload));
