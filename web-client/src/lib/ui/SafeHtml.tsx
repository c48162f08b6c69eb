import { createElement, useMemo, type ReactNode } from 'react';
import { httpUrl } from '../text/linkify';

/** The elements that the server's rendering of posts is made of; of any other only its text is kept. */
const ALLOWED = new Set(
  'p br hr em strong code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 a'.split(' '),
);
const DROPPED = new Set(['script', 'style', 'template', 'iframe', 'object', 'svg', 'math']);
const VOID = new Set(['br', 'hr']);
const DEEPEST = 120;

/**
 * Shows HTML of the server without ever giving it to the page as HTML: it is parsed apart from the
 * page and rebuilt from known elements without attributes. The server has cleaned it before; this
 * is the wall that stands on this side.
 */
export function SafeHtml({ html }: { html: string }) {
  const nodes = useMemo(() => rebuilt(html), [html]);
  return <div className="prose">{nodes}</div>;
}

/** The text without the markup, for a line in a list. */
export function textOfHtml(html: string): string {
  const body = parsed(html);
  body.querySelectorAll([...DROPPED].join()).forEach((element) => {
    element.remove();
  });
  body.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6, pre, br').forEach((element) => {
    element.append(' ');
  });
  return (body.textContent || '').replace(/\s+/g, ' ').trim();
}

function rebuilt(html: string): ReactNode[] {
  return children(parsed(html), 0);
}

function parsed(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

function children(parent: Node, depth: number): ReactNode[] {
  return depth > DEEPEST
    ? [parent.textContent]
    : Array.from(parent.childNodes, (node, index) => nodeOf(node, index, depth));
}

function nodeOf(node: Node, key: number, depth: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.textContent;
  }
  if (!(node instanceof Element)) {
    return null;
  }
  const name = node.tagName.toLowerCase();
  if (DROPPED.has(name)) {
    return null;
  }
  const inner = VOID.has(name) ? undefined : children(node, depth + 1);
  if (!ALLOWED.has(name)) {
    return inner ?? null;
  }
  return createElement(name, { key, ...attributesOf(node, name) }, inner);
}

function attributesOf(element: Element, name: string): Record<string, string> {
  if (name !== 'a') {
    return {};
  }
  const address = element.getAttribute('href') ?? '';
  const href = /^mailto:/i.test(address) ? address : httpUrl(address);
  return href === undefined ? {} : { href, target: '_blank', rel: 'noopener noreferrer nofollow' };
}
