import { defaultSchema, type Options } from 'rehype-sanitize';

const attributes = defaultSchema.attributes ?? {};
const tagNames = defaultSchema.tagNames ?? [];

/** Elements that ask for something of another place, beside `img`. */
const ASKING = ['picture', 'source'];

/** What may be in a report's HTML: GitHub's rules, with fewer protocols and only the attributes that a text needs. */
export const SCHEMA: Options = {
  ...defaultSchema,
  tagNames: tagNames.filter((name) => !ASKING.includes(name)).concat('mark', 'small', 'figure', 'figcaption', 'abbr'),
  strip: ['script', 'style', 'title', 'textarea', 'iframe', 'noscript', 'template', 'svg', 'math', 'select'],
  protocols: { href: ['http', 'https', 'mailto'], src: [] },
  attributes: {
    a: [...(attributes.a ?? [])],
    code: [['className', /^language-[\w+#.-]{1,30}$/]],
    details: ['open'],
    h2: attributes.h2 ?? [],
    img: ['src', 'alt', 'width', 'height'],
    input: [...(attributes.input ?? []), 'checked'],
    li: [...(attributes.li ?? []), 'value'],
    ol: [...(attributes.ol ?? []), 'start', 'reversed'],
    section: attributes.section ?? [],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan', 'scope'],
    ul: attributes.ul ?? [],
    '*': ['id', 'title', 'lang', 'dir'],
  },
};
