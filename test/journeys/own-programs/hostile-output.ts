/** What a program prints to break out of a terminal, a fence, a template or a page. */
export const HOSTILE = Buffer.concat([
  Buffer.from('```\n````console\n# No heading\n{{lab}} {{{x}}} {{#each y}}\n<script>alert(1)</script>\n'),
  Buffer.from('\x1b[31mred\x1b[0m \x1b]0;title\x07\x1b[2J\x00 \x9b\r back \u202eright\u2066 \ufeff\u200b\n'),
  Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
  Buffer.from('~~~\n> quote\n| table |\n</code></pre>\n`````````````````````\n    last'),
]);

/** How a report shows it. */
export const SHOWN = `\`\`\`
\`\`\`\`console
# No heading
{{lab}} {{{x}}} {{#each y}}
<script>alert(1)</script>
␛[31mred␛[0m ␛]0;title␇␛[2J␀ <U+009B>␍ back <U+202E>right<U+2066> <U+FEFF><U+200B>
<FF><FE><C3>(
~~~
> quote
| table |
</code></pre>
\`\`\`\`\`\`\`\`\`\`\`\`\`\`\`\`\`\`\`\`\`
    last`;
