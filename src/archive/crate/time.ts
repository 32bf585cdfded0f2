/** A local time with offset, so many ms later, with the same offset; nothing for what is no time. */
export function addMs(startedAt: string, ms: number): string | undefined {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(startedAt) ?? [];
  const offset = (sign === '-' ? -60_000 : 60_000) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  const date = new Date(Date.parse(startedAt) + ms + offset);
  if (Number.isNaN(date.getTime())) return undefined;
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  return `${date.toISOString().slice(0, -1)}${zone}`;
}
