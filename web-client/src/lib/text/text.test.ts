import { describe, expect, it } from 'vitest';
import { linkify } from './linkify';
import { parseMarkdown } from './markdown';

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

  it.each(['*a ', '**', '[', '> ', '`', '- a\n', '\n', 'a\n\n', '# a\n', '_a_*b*'])(
    'is quick with a text full of %j',
    (piece) => {
      const began = performance.now();
      parseMarkdown(piece.repeat(262_144 / piece.length));

      expect(performance.now() - began).toBeLessThan(10_000);
    },
  );
});
