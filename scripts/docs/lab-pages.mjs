// The pages about lab.yaml, made from its schema.
import { formatTable, keyTables, PACKET_KEYS } from './keys.mjs';
import { PROSE } from './lab-prose.mjs';

const NOTE = '<!-- Made from the schema in src/lab by npm run docs. -->';

/** File name to text. `words` are those of src/lab/words, `whole` is a whole lab.yaml. */
export function labPages({ schema, words, whole }) {
  const { steps, claims, limits } = schema.properties;
  const stepOptions = steps.items.anyOf;
  const wait = stepOptions.find((option) => leadOf(option) === 'wait').properties.wait;
  return {
    'lab.md': page('lab', [keysOf(schema), PROSE.whole, fence(whole)]),
    'networks-and-hosts.md': page(
      'networks-and-hosts',
      keySections(['networks', 'hosts', 'domain'], { schema, words }),
    ),
    'parameters.md': page('parameters', [
      ...keySections(['parameters'], { schema, words }).slice(1),
      keyTables(schema.properties.parameters.additionalProperties),
      PROSE.references,
    ]),
    'steps.md': page('steps', choiceSections(stepOptions, { words: words.STEP_WORDS, leaveOut: ['limit'] })),
    'waits.md': page('waits', choiceSections(wait.anyOf, { words: words.WAIT_WORDS })),
    'claims.md': page('claims', [
      ...choiceSections(claims.additionalProperties.anyOf, { words: words.CLAIM_WORDS, leaveOut: ['says'] }),
      PROSE.packet,
      keyTables(packetOf(wait)),
    ]),
    'limits.md': page('limits', [...keySections(['limits'], { schema, words }).slice(1), keyTables(limits)]),
  };
}

function page(name, sections) {
  const { title, text } = PROSE[name];
  return `${[NOTE, `# ${title}`, ...(text === undefined ? [] : [text]), ...sections].join('\n\n')}\n`;
}

/** A table of the keys at the top of lab.yaml, each leading to its page. */
function keysOf({ properties, required }) {
  const rows = Object.entries(properties).map(([key, { description }]) => {
    const target = PROSE.lab.pages[key];
    const name = target === undefined ? `\`${key}\`` : `[\`${key}\`](${target})`;
    return [name, required.includes(key) ? 'yes' : '', description.endsWith('.') ? description : `${description}.`];
  });
  return formatTable(['Key', 'Needed', 'What it is'], rows);
}

function keySections(keys, { schema, words }) {
  return keys.flatMap((key) => [
    `## ${key}`,
    wrap(schema.properties[key].description),
    fence(words.KEY_WORDS[key].example),
  ]);
}

/** A section for each of the mappings, under the key that tells it from the others. */
function choiceSections(options, { words, leaveOut = [] }) {
  const leads = options.map((option) => `[\`${leadOf(option)}\`](#${leadOf(option)})`);
  const sections = options.flatMap((option) => [
    `## ${leadOf(option)}`,
    wrap(option.description),
    keyTables(option, { leaveOut }),
    fence(words[leadOf(option)].example),
  ]);
  return [leads.join(' · '), ...sections];
}

/** What a packet looks like, as waits have it beside other keys. */
function packetOf(wait) {
  const { properties } = wait.anyOf.find((option) => leadOf(option) === 'packets');
  return { properties: Object.fromEntries(PACKET_KEYS.map((key) => [key, properties[key]])) };
}

function leadOf({ required }) {
  return required[0];
}

function fence(yaml) {
  return `\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;
}

const WIDTH = 120;

/** A paragraph in lines of the width that the other pages have. */
function wrap(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = [lines.at(-1), word].filter((part) => part !== '').join(' ');
    if (longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}
