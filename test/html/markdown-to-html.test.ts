import { describe, expect, test } from 'vitest';
import { markdownToHtml } from '../../src/html/markdown-to-html.ts';
import { makeHostile } from '../report/hostile.ts';

const HOSTILE_TEXTS = process.env.LABREPORT_LONG ? 2000 : 300;

const html = (markdown: string, sourceLines = false) => markdownToHtml(markdown, { sourceLines });

describe('what a report is made of', () => {
  test('headings have ids as GitHub gives them, and are links to themselves', () => {
    expect(html("## 3. The server's `close()`\n\n## Claims\n\n## Claims\n\n## ¿Qué pasó?\n")).toBe(
      [
        '<h2 id="3-the-servers-close"><a href="#3-the-servers-close" class="anchor">3. The server\'s <code>close()</code></a></h2>',
        '<h2 id="claims"><a href="#claims" class="anchor">Claims</a></h2>',
        '<h2 id="claims-1"><a href="#claims-1" class="anchor">Claims</a></h2>',
        '<h2 id="qué-pasó"><a href="#qué-pasó" class="anchor">¿Qué pasó?</a></h2>',
      ].join('\n'),
    );
  });

  test.each([
    ['Bytes per m²', 'bytes-per-m'],
    ['½ of ⓐ', '-of-ⓐ'],
    ['!', 'section'],
    ['__proto__', 'proto'],
    ['a - b_c', 'a---b_c'],
  ])('the heading %s has the id that GitHub gives it', (text, id) => {
    expect(html(`# ${text}\n\n# ${text}\n`).match(/(?<=id=")[^"]*/g)).toEqual([id, `${id}-1`]);
  });

  test('an evidence names itself; its first line, Ctrl-C and what is left out are told apart from output', () => {
    const markdown = '```console server 2\n[2026-11-22, 21:47:06] ./a <x>\none\n⋮\ntwo ^C\n^C\n```\n';
    expect(html(markdown)).toBe(
      '<pre tabindex="0" class="short terminal" data-evidence="server" role="group" aria-label="./a <x>">' +
        '<code class="language-console"><span class="head"><span class="when">[2026-11-22, 21:47:06]</span> ' +
        '<span class="command">./a &#x3C;x></span></span>\none\n<span class="left-out">⋮</span>\ntwo ^C\n' +
        '<span class="key">^C</span>\n</code></pre>',
    );
  });

  test('an evidence that printed nothing, and one whose date is Spanish', () => {
    const silent = html('```console kill\n[22/11/2026, 21:47:06] kill 7\n```\n');
    expect(silent).toContain('class="short terminal silent" data-evidence="kill"');
    expect(silent).toContain('<span class="when">[22/11/2026, 21:47:06]</span> <span class="command">kill 7</span>');
  });

  test('C, shell, make and YAML have colours; output has none', () => {
    const block = (language: string, code: string) => html(`\`\`\`${language}\n${code}\n\`\`\`\n`);
    expect(block('c', 'int x = 1;')).toContain('<span class="hljs-type">int</span>');
    expect(block('bash', 'if true; then echo; fi')).toContain('<span class="hljs-keyword">if</span>');
    expect(block('makefile', 'all:\n\tcc')).toContain('<span class="hljs-section">all:</span>');
    expect(block('yaml', 'port: 1')).toContain('<span class="hljs-attr">port:</span>');
    expect(block('console', 'int x = 1;')).not.toContain('hljs');
  });

  test('each block tells the line that it begins on, after CRLF too', () => {
    const markdown = '# A\n\n<!-- note -->\n\n- one\n\n  two\n\n> quote\n\n| a |\n| - |\n| b |\n\n```c\nx\n```\n';
    const lines = (text: string) =>
      [...html(text, true).matchAll(/<(\w+)[^>]* data-line="(\d+)"/g)].map(([, ...at]) => at);
    const expected = [
      ['h1', '1'],
      ['ul', '5'],
      ['li', '5'],
      ['p', '5'],
      ['p', '7'],
      ['blockquote', '9'],
      ['p', '9'],
      ['table', '11'],
      ['tr', '11'],
      ['tr', '13'],
      ['pre', '15'],
    ];
    expect(lines(markdown)).toEqual(expected);
    expect(lines(markdown.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(
      lines(`${markdown}\n<details>\n<summary>s</summary>\n\ntext\n\n</details>\n`).slice(expected.length),
    ).toEqual([
      ['details', '19'],
      ['summary', '20'],
      ['p', '22'],
    ]);
  });

  test('tables scroll by themselves, and footnotes lead to their notes and back', () => {
    expect(html('| a |\n| -: |\n| 1 |\n')).toMatch(
      /^<div class="table" tabindex="0"><table>[\s\S]*<td align="right">1<\/td>/,
    );
    const notes = html('x[^1]\n\n[^1]: note\n');
    expect(notes).toContain('<a href="#user-content-fn-1" id="user-content-fnref-1"');
    expect(notes).toContain('<li id="user-content-fn-1">');
    expect(notes).toContain('href="#user-content-fnref-1"');
  });
});

describe('what does not survive', () => {
  test.each([
    ['a script', '<script>alert(1)</script>', ''],
    ['a script in a paragraph', 'a <script src="x.js"></script> b', '<p>a  b</p>'],
    ['a style', '<style>body { display: none }</style>', ''],
    ['a style attribute', '<p style="position:fixed">x</p>', '<p>x</p>'],
    ['a handler', '<img src="a.svg" alt="a" onerror="alert(1)">', '<img src="a.svg" alt="a">'],
    ['a frame', '<iframe src="https://e.example"></iframe>', ''],
    ['a form', '<form action="https://e.example"><button>x</button></form>', 'x'],
    ['an SVG', '<svg onload="alert(1)"><a href="javascript:alert(1)"></a></svg>', '<p></p>'],
    ['MathML', '<math><mtext><script>alert(1)</script></mtext></math>', '<p></p>'],
    ['a meta', '<meta http-equiv="refresh" content="0;url=https://e.example">', ''],
    ['an object', '<object data="x.html">x</object>', '<p>x</p>'],
    [
      'a picture of several sources',
      '<picture><source srcset="https://e.example/a.png"><b>x</b></picture>',
      '<p><b>x</b></p>',
    ],
    ['a comment', 'a <!-- b --> c', '<p>a  c</p>'],
    ['a link to a script', '[x](javascript:alert(1))', '<p><a>x</a></p>'],
    ['the same with a tab in it', '<a href="java\tscript:alert(1)">x</a>', '<p><a>x</a></p>'],
    ['a link to data', '[x](data:text/html,x)', '<p><a>x</a></p>'],
    ['a link to a file of the machine', '[x](file:///etc/passwd) [y](/etc/passwd)', '<p><a>x</a> <a>y</a></p>'],
    [
      'a link to another host without its protocol',
      '[x](//e.example) <a href="\\\\e.example">y</a>',
      '<p><a>x</a> <a>y</a></p>',
    ],
    ['an image of another host', '![x](https://e.example/a.png)', '<p><span class="no-image">x</span></p>'],
    ['an image of data', '![x](data:image/png;base64,AAAA)', '<p><span class="no-image">x</span></p>'],
    ['our own attributes', '<div class="terminal" data-evidence="x" data-line="7">x</div>', '<div>x</div>'],
    ['an end of what is around', '</main></body></html>x', 'x'],
  ])('%s', (_, markdown, expected) => {
    expect(html(markdown).trim()).toBe(expected);
  });

  test.each(['logs/wire.txt', '../other/report.md', '#claims', 'https://e.example/x', 'mailto:ada@e.example'])(
    'a link to %s does',
    (target) => expect(html(`[x](${target})`)).toContain(`href="${target}"`),
  );

  test('ids that an author gives are not those of the page, and links to them lead there', () => {
    expect(html('<b id="app">x</b> [y](#app)\n\n# App\n')).toBe(
      '<p><b id="user-content-app">x</b> <a href="#app">y</a></p>\n<h1 id="app"><a href="#app" class="anchor">App</a></h1>',
    );
    expect(html('<b id="there">x</b> [y](#there)')).toContain('<a href="#user-content-there">y</a>');
  });

  test('images are asked for by their path in the folder', () => {
    const image = (path: string) => (path === 'a b.svg' ? 'data:image/svg+xml;base64,AAAA' : undefined);
    expect(markdownToHtml('![A](a%20b.svg) ![B](b.svg)', { image })).toBe(
      '<p><img src="data:image/svg+xml;base64,AAAA" alt="A"> <span class="no-image">B</span></p>',
    );
  });

  test(`hostile text as the author’s own: ${HOSTILE_TEXTS} texts, no script, handler or foreign address`, () => {
    const acts = /<(?:script|style|iframe|svg)|\son\w+=|javascript:|srcset=|src="(?:\w+:|[/\\])/i;
    const seeds = Array.from({ length: HOSTILE_TEXTS }, (_, seed) => seed);
    const found = seeds.filter((seed) =>
      acts.test(html(Buffer.from(makeHostile(seed)).toString()).replaceAll(/>[^<]*</g, '><')),
    );
    expect(found).toEqual([]);
  }, 60_000);
});
