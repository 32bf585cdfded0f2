// docs/helpers.md: every helper of templates, with examples and what they give for the sample report.
import { loadSource } from '../load-source.mjs';
import { readHelpers } from './read-helpers.mjs';

const SAMPLE = 'reports/concurrent-servers';
/** So many lines of a longer output are shown. */
const SHOWN_LINES = 12;

const SECTIONS = {
  report: ['The report', 'They stand on lines of their own, as do those that show evidence.'],
  evidence: ['Evidence', 'What was printed stands in the report as it was, with the command and the time above it.'],
  claims: ['Claims', 'They have the names that the lab gives them.'],
  values: ['Values', 'They stand in a sentence, in code, in a link, or in brackets as an argument of another helper.'],
  rows: [
    'Rows',
    'They stand in brackets, as an argument of {{count}}, {{pick}}, {{list}}, {{frame}}, {{between}}, {{#if}} or {{#each}}.',
  ],
  conditions: ['Conditions and repetition', 'What decides on a text, and what repeats it.'],
};

const HEAD = `# Helpers of templates

What can stand between \`{{\` and \`}}\` in a template. [Templates](templates.md) tells how to edit one.

An argument is a text in quotes, a number, or what another helper gives: \`(count (sockets "netstat-open"))\`. Options come
after the arguments: \`first=3\`. Each example below shows what it gives for the
[sample report](../${SAMPLE}/report.md) of the lab \`concurrent-servers\`.
`;

/** The text of the page. */
export async function helpersPage(sample = SAMPLE) {
  const [{ HELPERS }, { ROWS }, { renderRecord }, { readRecord }] = await Promise.all(
    ['report/helpers', 'report/rows', 'app/record/render-record', 'record/read-record'].map((path) =>
      loadSource(`src/${path}.ts`),
    ),
  );
  const helpers = await readHelpers('src/report/helpers');
  const undocumented = Object.keys(HELPERS).filter((name) => helpers.get(name)?.examples.length === undefined);
  if (undocumented.length > 0) throw new Error(`no @example in the comment of ${undocumented.join(', ')}`);
  const record = readRecord(sample);
  const render = (text) => renderRecord({ record, dir: sample, template: { file: 'example', text, partials: {} } });
  const namesIn = (section) => Object.keys(HELPERS).filter((name) => helpers.get(name).section === section);
  const sections = Object.entries(SECTIONS).map(([section, [title, says]]) => {
    const parts = namesIn(section).map((name) => {
      const helper = helpers.get(name);
      return formatHelper(name, { ...helper, rows: ROWS[name] }, render);
    });
    return [`## ${title}\n\n${escapeBraces(says)}\n`, ...parts].join('\n');
  });
  const index = Object.entries(SECTIONS).map(
    ([section, [title]]) =>
      `- ${title}: ${namesIn(section)
        .map((name) => `[${name}](#${name})`)
        .join(', ')}`,
  );
  return [HEAD, `${index.join('\n')}\n`, ...sections].join('\n');
}

function formatHelper(name, helper, render) {
  const parts = [`### ${name}`, escapeBraces(helper.text)];
  const takes = [...helper.arguments, ...helper.options.map((option) => ({ ...option, name: `${option.name}=` }))];
  if (helper.block !== undefined) takes.push({ name: 'block', type: 'text', says: helper.block });
  if (takes.length > 0) parts.push(formatTable(takes));
  if (helper.rows !== undefined) {
    const fields = helper.rows.fields.map((field) => `\`${field}\``);
    parts.push(`Each row is a ${helper.rows.name} with the fields ${fields.join(', ')}.`);
  }
  for (const example of helper.examples) parts.push(formatExample(example, render(example).markdown));
  return `${parts.join('\n\n')}\n`;
}

function formatTable(takes) {
  const rows = takes.map(({ name, type, standard, says }) => {
    const defaults = standard === undefined ? '' : `; ${standard} unless told otherwise`;
    return `| \`${name}\` | ${type} | ${escapeBraces(says)}${defaults} |`;
  });
  return ['| takes | type | what it is |', '|---|---|---|', ...rows].join('\n');
}

function formatExample(example, output) {
  const lines = output.trimEnd().split('\n');
  const shown = lines.length > SHOWN_LINES ? [...lines.slice(0, SHOWN_LINES), '...'] : lines;
  return `${fence('handlebars', example)}\n\ngives\n\n${fence('markdown', shown.join('\n'))}`;
}

function fence(lang, text) {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${lang}\n${text}\n${marks}`;
}

/** {{name}} is code, where it is not in code already. */
function escapeBraces(text) {
  return text.replaceAll(/(?<!`)\{\{[^}]*\}\}(?!`)/g, '`$&`');
}
