// The helpers of templates, read from their own doc comments.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const COMMENT = /\/\*\*\n((?: \*.*\n)+?) \*\/\n(?:export )?const (\w+)(?:: Helper)? = /g;

/** name -> { text, section, block, arguments, options, examples }; the section is the helper's folder. */
export async function readHelpers(folder) {
  const helpers = new Map();
  for (const section of (await readdir(folder)).sort()) {
    for (const file of (await readdir(join(folder, section))).sort()) {
      const source = await readFile(join(folder, section, file), 'utf8');
      for (const [, comment, name] of source.matchAll(COMMENT)) {
        const helper = readComment(comment.replace(/^ \* ?/gm, ''));
        if (helper.examples.length > 0) helpers.set(name.replace(/Helper$/, ''), { ...helper, section });
      }
    }
  }
  return helpers;
}

function readComment(comment) {
  const [text, ...tags] = comment.trim().split(/^@/m);
  const helper = { text: text.trim(), arguments: [], options: [], examples: [] };
  for (const tag of tags) {
    const [, name, rest] = /^(\S+)\s*([\s\S]*)$/.exec(tag);
    if (name === 'argument') helper.arguments.push(readArgument(rest));
    else if (name === 'option') helper.options.push(readArgument(rest));
    else if (name === 'example') helper.examples.push(rest.trimEnd());
    else helper[name] = oneLine(rest);
  }
  return helper;
}

/** `{text} id the name of a terminal`, `{number} [first] so many lines`, `{text} [format="table"] ...`. */
function readArgument(text) {
  const [, type, name, says] = /^\{([^}]*)\} (\[[^\]]*\]|\S+) ([\s\S]*)$/.exec(text);
  const [, optional, standard] = /^\[(\w+)(?:=(.*))?\]$/.exec(name) ?? [];
  return { type, name: optional ?? name, isOptional: optional !== undefined, standard, says: oneLine(says) };
}

function oneLine(text) {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ');
}
