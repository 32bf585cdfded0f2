// Tables of the keys that a mapping in lab.yaml takes.
import { describeValue } from './value.mjs';

/** A table of a mapping's keys, and one for each list or mapping inside it that has keys of its own. */
export function keyTables(schema, { leaveOut = [] } = {}) {
  const entries = Object.entries(schema.properties ?? {}).filter(([key]) => !leaveOut.includes(key));
  const rows = entries.map(([key, each]) => [
    `\`${key}\``,
    schema.required?.includes(key) ? 'yes' : '',
    describeValue(each),
    sentence(each.description ?? ''),
  ]);
  const inner = entries.flatMap(([key, each]) => innerTables(key, each));
  return [formatTable(['Key', 'Needed', 'Value', 'What it is'], rows), ...inner].join('\n\n');
}

function innerTables(key, schema) {
  const item = [schema, ...(schema.anyOf ?? [])].find((each) => each.type === 'array')?.items ?? {};
  if (isPacket(item)) return [packetSentence(key, item)];
  if (isMapping(item)) return [`The keys of each of \`${key}\`:`, keyTables(item)];
  if (item.anyOf?.every(isMapping)) return [`Each of \`${key}\` is one of these:`, choiceTable(item.anyOf)];
  return [];
}

/** The keys that say what a packet looks like recur: they stand once on their page. */
export const PACKET_KEYS = ['flags', 'from', 'to', 'payload', 'protocol', 'port'];

function isPacket({ properties = {} }) {
  return PACKET_KEYS.every((key) => key in properties);
}

function packetSentence(key, { properties }) {
  const own = Object.entries(properties).filter(([each]) => !PACKET_KEYS.includes(each));
  const more = own.map(([each, schema]) => ` and \`${each}\`, ${describeValue(schema)}`);
  return `Each of \`${key}\` takes the [keys of a packet](#a-packet)${more.join('')}.`;
}

function isMapping({ properties }) {
  return properties !== undefined;
}

/** One line for each of several mappings that a value can be. */
function choiceTable(options) {
  const rows = options.map(({ properties }) => {
    const keys = Object.entries(properties).map(([key, { properties: inner }]) =>
      inner === undefined ? `\`${key}\`` : `\`${key}\` with ${keysInside(inner)}`,
    );
    return [
      keys.join(', '),
      Object.values(properties)
        .map(({ description = '' }) => sentence(description))
        .join(' '),
    ];
  });
  return formatTable(['Keys', 'What they are'], rows);
}

function keysInside(properties) {
  const own = Object.keys(properties).filter((key) => !PACKET_KEYS.includes(key));
  return `${own.map((key) => `\`${key}\``).join(', ')} and the [keys of a packet](#a-packet)`;
}

function sentence(text) {
  return text === '' || text.endsWith('.') ? text : `${text}.`;
}

/** A Markdown table; GFM takes a bar in a cell for the cell's end. */
export function formatTable(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}
