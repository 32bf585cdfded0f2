import { useEffect, useState } from 'preact/hooks';
import type { PacketDetail } from '../../protocol.ts';
import { getJson, part } from '../server.ts';

/** All that is known of the packet that is selected; `made` tells which run it is of. */
export function usePacket(asked: {
  id: string;
  frame: number | undefined;
  filter: string | undefined;
  made: string | undefined;
}): PacketDetail | undefined {
  const { id, frame, filter, made } = asked;
  const [packet, setPacket] = useState<PacketDetail>();
  useEffect(() => {
    if (frame === undefined || filter === undefined) return;
    const ended = new AbortController();
    getJson<PacketDetail>(`packet/${part(id)}`, { frame, filter }, ended.signal).then(setPacket, () => {});
    return () => ended.abort();
  }, [id, frame, filter, made]);
  return packet;
}
