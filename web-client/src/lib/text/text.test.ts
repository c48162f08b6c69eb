import { describe, expect, it } from 'vitest';
import { linkify } from './linkify';
import { parseMarkdown, parseMessage } from './markdown';

function links(text: string): (string | undefined)[] {
  return linkify(text)
    .filter((piece) => piece.href !== undefined)
    .map((piece) => piece.text);
}

describe('links in messages', () => {
  it.each([
    ['see https://example.org/a?b=c#d now', ['https://example.org/a?b=c#d']],
    ['(https://example.org).', ['https://example.org']],
    ['https://en.wikipedia.org/wiki/A_(b)', ['https://en.wikipedia.org/wiki/A_(b)']],
    ['HTTP://EXAMPLE.ORG!', ['HTTP://EXAMPLE.ORG']],
    ['two: http://a.example, http://b.example;', ['http://a.example', 'http://b.example']],
    ['看http://a.example。谢谢', ['http://a.example']],
    ['（http://a.example/b）谢谢', ['http://a.example/b']],
    ['“http://a.example”', ['http://a.example']],
    ['«http://a.example» et', ['http://a.example']],
    ['http://a.example…', ['http://a.example']],
    ['https://a.example/?x[]=1&y[]', ['https://a.example/?x[]=1&y[]']],
    ['[https://a.example/b]', ['https://a.example/b']],
    ["https://a.example/Rock_'n'_Roll", ["https://a.example/Rock_'n'_Roll"]],
    ["'https://a.example/b'", ['https://a.example/b']],
    ['https://ja.example/wiki/日本', ['https://ja.example/wiki/日本']],
    ['http://a.example/\u202egpj.exe', ['http://a.example/']],
    ['http://a.example/((', ['http://a.example/((']],
  ])('are found in %s', (text, found) => {
    expect(links(text)).toEqual(found);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>',
    'ftp://example.org',
    'https://',
    'xhttps://example.org',
    'file:///etc/passwd',
    'www.example.org',
  ])('are not made of %s', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('lose no text', () => {
    for (const text of [
      '',
      'a https://b.example c',
      'https://b.example',
      '<b> & https://x.example>',
    ]) {
      expect(
        linkify(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }
  });
});

describe('markdown', () => {
  it('reads blocks', () => {
    const text =
      '# Title\n\nFirst\nline\n\n- a\n- b\n\n1. x\n2. y\n\n> said\n\n---\n\n```\ncode *x*\n```';

    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', level: 1, children: [{ kind: 'text', text: 'Title' }] },
      { kind: 'paragraph', children: [{ kind: 'text', text: 'First\nline' }] },
      {
        kind: 'list',
        ordered: false,
        items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]],
      },
      {
        kind: 'list',
        ordered: true,
        items: [[{ kind: 'text', text: 'x' }], [{ kind: 'text', text: 'y' }]],
      },
      {
        kind: 'quote',
        blocks: [{ kind: 'paragraph', children: [{ kind: 'text', text: 'said' }] }],
      },
      { kind: 'rule' },
      { kind: 'code', text: 'code *x*' },
    ]);
  });

  it('reads emphasis, code and links within a line', () => {
    expect(parseMarkdown('a **b _c_** `d*` [e](https://x.example) _f_')).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'text', text: 'a ' },
          {
            kind: 'strong',
            children: [
              { kind: 'text', text: 'b ' },
              { kind: 'em', children: [{ kind: 'text', text: 'c' }] },
            ],
          },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'd*' },
          { kind: 'text', text: ' ' },
          { kind: 'link', href: 'https://x.example', children: [{ kind: 'text', text: 'e' }] },
          { kind: 'text', text: ' ' },
          { kind: 'em', children: [{ kind: 'text', text: 'f' }] },
        ],
      },
    ]);
  });

  it('makes no link of other schemes and no element of markup', () => {
    expect(parseMarkdown('[x](javascript:alert(1)) <img src=x>')).toEqual([
      {
        kind: 'paragraph',
        children: [{ kind: 'text', text: '[x](javascript:alert(1)) <img src=x>' }],
      },
    ]);
  });

  it('ends on whatever is written', () => {
    const hostile = [
      '>'.repeat(5_000),
      '```',
      '- \n'.repeat(3_000),
      '*'.repeat(5_000),
      '[['.repeat(3_000),
    ];

    for (const text of hostile) {
      expect(parseMarkdown(text).length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['# Title ##', 'Title'],
    ['# C#', 'C#'],
    ['# ##', ''],
    ['#   spaced   ', 'spaced'],
  ])('takes the marks that close a heading off %j', (text, title) => {
    const children = title === '' ? [] : [{ kind: 'text', text: title }];

    expect(parseMarkdown(text)).toEqual([{ kind: 'heading', level: 1, children }]);
  });

  it.each([
    [
      '*a*b*',
      [
        { kind: 'em', children: [{ kind: 'text', text: 'a' }] },
        { kind: 'text', text: 'b*' },
      ],
    ],
    ['a * b *', [{ kind: 'text', text: 'a * b *' }]],
    ['snake_case_name', [{ kind: 'text', text: 'snake_case_name' }]],
    ['*a\nb*', [{ kind: 'text', text: '*a\nb*' }]],
    ['[a](http://)', [{ kind: 'text', text: '[a](http://)' }]],
    ['``', [{ kind: 'text', text: '``' }]],
  ])('reads %j', (text, children) => {
    expect(parseMarkdown(text)).toEqual([{ kind: 'paragraph', children }]);
  });
});

describe('markdown in messages', () => {
  const text = (words: string) => ({ kind: 'text', text: words });

  it.each([
    'plain',
    'one line\n\n\nand another, further down',
    '  not moved\n    to the left',
    '# not a heading',
    '---',
    '2 * 3 * 4 and snake_case_name',
    'it`s a tick\nand` another',
    '<b>not markup</b> & &amp;',
    ':-) -1 +1 1.5 #tag',
    '``` not closed on this line``',
  ])('leaves %j as it was written', (words) => {
    expect(parseMessage(words)).toEqual([{ kind: 'paragraph', children: [text(words)] }]);
  });

  it('finds addresses, and no marks within them', () => {
    const address = 'https://a.example/b_c_d*e*';
    const href = 'https://a.example/b_c_d*e';

    expect(parseMessage(`see ${address} _now_`)).toEqual([
      {
        kind: 'paragraph',
        children: [
          text('see '),
          { kind: 'link', href, children: [text(href)] },
          text('* '),
          { kind: 'em', children: [text('now')] },
        ],
      },
    ]);
  });

  it('finds no address in code, and no other link in the words of one', () => {
    expect(parseMessage('`https://a.example`')).toEqual([
      { kind: 'paragraph', children: [{ kind: 'code', text: 'https://a.example' }] },
    ]);
    expect(parseMessage('[https://b.example](https://a.example)')).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'link', href: 'https://a.example', children: [text('https://b.example')] },
        ],
      },
    ]);
  });

  it('keeps the numbers of a list, and what stands around it', () => {
    expect(parseMessage('first\n\n3. c\n4. d\n\nlast')).toEqual([
      { kind: 'paragraph', children: [text('first')] },
      { kind: 'list', ordered: true, start: 3, items: [[text('c')], [text('d')]] },
      { kind: 'paragraph', children: [text('last')] },
    ]);
  });

  it.each([
    ['```a `b` c```', 'a `b` c'],
    ['`` `a` ``', '`a`'],
    ['` a `', 'a'],
  ])('reads %j as code', (words, code) => {
    expect(parseMessage(words)).toEqual([
      { kind: 'paragraph', children: [{ kind: 'code', text: code }] },
    ]);
  });

  it('reads a block of code to its end, or to that of the message', () => {
    expect(parseMessage('```ts\nlet *x*;\n\n- y\n```\nafter')).toEqual([
      { kind: 'code', text: 'let *x*;\n\n- y' },
      { kind: 'paragraph', children: [text('after')] },
    ]);
    expect(parseMessage('```\nopen')).toEqual([{ kind: 'code', text: 'open' }]);
  });
});
