/** Headings, paragraphs, lists, quotes and figures. Prose has a measure; evidence, tables and figures may be wider. */
export const PROSE_STYLE = `
main > :is(p, ul, ol, dl, blockquote, h1, h2, h3, h4, h5, h6, details, section) { max-width: 44rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; margin: 2.2em 0 .6em; font-weight: 680; letter-spacing: -.011em; }
h1 { font-size: 2.1rem; margin-top: 0; letter-spacing: -.022em; }
h2 { font-size: 1.5rem; margin-top: 2.4em; padding-top: .9em; border-top: 1px solid var(--rule); letter-spacing: -.016em; }
main > h2 { max-width: none; }
h3 { font-size: 1.175rem; }
h4, h5, h6 { font-size: 1rem; }
.anchor { color: inherit; text-decoration: none; }
.anchor:hover { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; }
p, ul, ol, dl, blockquote, details { margin: 0 0 1.1em; }
p { text-wrap: pretty; hyphens: manual; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .16em; }
a:hover { text-decoration-thickness: 2px; }
ul, ol { padding-left: 1.5em; }
li { margin: .25em 0; }
li > p { margin-bottom: .6em; }
h1 + ul { list-style: none; padding: 0; margin: 1.2em 0 2.2em; font-size: .9rem; line-height: 1.55; color: var(--soft); }
h1 + ul > li { margin: .15em 0; padding-left: 1em; text-indent: -1em; }
blockquote { margin-left: 0; padding: .1em 0 .1em 1.1em; border-left: 3px solid var(--mark); color: var(--ink); }
blockquote > :last-child { margin-bottom: 0; }
hr { border: 0; border-top: 1px solid var(--rule); margin: 2.5em 0; }
strong { font-weight: 680; }
kbd { font: .85em var(--mono); border: 1px solid var(--rule); border-bottom-width: 2px; border-radius: .3em; padding: .05em .35em; }
sup { line-height: 0; font-size: .75em; }
img { display: block; max-width: 100%; height: auto; }
p > img:only-child { margin: 1.6em 0; border: 1px solid var(--rule); border-radius: .5rem; }
main > p:has(> img:only-child) { max-width: none; }
.no-image { color: var(--soft); font-style: italic; }
summary { cursor: pointer; }
.task-list-item { list-style: none; margin-left: -1.4em; }
.footnotes { font-size: .875rem; color: var(--soft); border-top: 1px solid var(--rule); margin-top: 3em; padding-top: 1em; }
.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
