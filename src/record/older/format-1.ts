import { type RunMessage, say } from '../../messages/message.ts';
import { mapItems, mapKeys } from './keys.ts';

/** The sentences of drivers that records of format 1 hold. */
const SENTENCES: Readonly<Record<string, RunMessage>> = {
  'The hosts share this machine’s loopback device: packets cross no network.': say('sharedDevice'),
  'Programs see the whole machine’s processes and sockets, not those of their host alone.': say('sharedMachine'),
  'Hosts have addresses but no names.': say('noHostNames'),
  'Checksums and large frames are not as on a wire: ethtool can’t be used here.': say('offloaded'),
  'Every interface has a fixed MAC address, and every host knows the others’: no ARP is needed.': say('fixedMacs'),
  'Host names are read from a hosts file made for the lab; no name server is asked.': say('ownHostsFile'),
  'IPv6 is off on the hosts, and so are checksum and segmentation offload: packets look as on a wire.':
    say('plainPackets'),
  'A segment is not retransmitted before 1 s has passed (RFC 6298), and a reset ends no TIME_WAIT (RFC 1337).':
    say('tcpPinned'),
  'Each host counts its processes from 1.': say('ownProcessIds'),
};

const UNUSABLE = /^The (?<driver>\w+) driver could not be used here: (?<why>.*)$/s;

/**
 * A record of format 1 as one of format 2. It held English sentences where messages are now: what drivers said becomes their
 * messages; all else stays in its words, in every language. What is no record stays as it is, for the schema to refuse.
 */
export function fromFormat1(record: object): object {
  return mapKeys(record, {
    format: () => 2,
    run: (run) => mapKeys(run, { failure: (failure) => mapKeys(failure, { expected: asMessage, seen: asMessage }) }),
    driver: (driver) => mapKeys(driver, { pins: asMessages, limits: asMessages }),
    evidence: (evidence) => mapItems(evidence, asEvidence),
  }) as object;
}

function asEvidence(evidence: unknown): unknown {
  return mapKeys(evidence, { unavailable: asMessage });
}

function asMessages(sentences: unknown): unknown {
  return mapItems(sentences, asMessage);
}

function asMessage(sentence: unknown): unknown {
  if (typeof sentence !== 'string') return sentence;
  if (Object.hasOwn(SENTENCES, sentence)) return SENTENCES[sentence];
  const { driver, why } = UNUSABLE.exec(sentence)?.groups ?? {};
  return driver !== undefined && why !== undefined
    ? say('driverUnusable', { driver, why })
    : say('said', { text: sentence });
}
