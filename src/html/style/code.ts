/** Code in a sentence, code blocks with their colours, and terminals. */
export const CODE_STYLE = `
code { font: .875em/1.5 var(--mono); background: var(--faint); border-radius: .3em; padding: .1em .3em; overflow-wrap: anywhere; }
pre {
  margin: 1.4em 0; padding: .85rem 1rem; overflow-x: auto; background: var(--terminal);
  border: 1px solid var(--rule); border-radius: .5rem; font: .8125rem/1.55 var(--mono); tab-size: 8; max-width: 100%;
}
pre code { font: inherit; background: none; padding: 0; border-radius: 0; overflow-wrap: normal; white-space: pre; }
main > pre { width: fit-content; min-width: min(44rem, 100%); }
.terminal { padding-top: 0; }
.terminal .head {
  display: inline-block; min-width: calc(100% + 2rem); margin: 0 -1rem .55rem; padding: .45rem 1rem;
  background: var(--bar); border-bottom: 1px solid var(--rule); color: var(--ink);
}
.silent { padding-bottom: 0; }
.silent .head { margin-bottom: 0; border-bottom: 0; }
.terminal .when { color: var(--soft); }
.terminal .command { font-weight: 650; }
.terminal .key { color: var(--bad); font-weight: 650; }
.terminal .left-out { color: var(--open); font-weight: 650; }
.hljs-comment, .hljs-meta { color: var(--comment); }
.hljs-keyword, .hljs-type, .hljs-section, .hljs-name { color: var(--keyword); }
.hljs-string, .hljs-attr, .hljs-regexp { color: var(--string); }
.hljs-number, .hljs-literal, .hljs-variable, .hljs-built_in { color: var(--number); }
.hljs-title { color: var(--title); }
@media screen and (max-width: 40rem) { pre { font-size: .75rem; padding-left: .8rem; padding-right: .8rem; } .terminal .head { margin: 0 -.8rem .5rem; padding: .4rem .8rem; } }
`;
