// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Api } from '../http/api';
import { SignedContext } from '../session/context';
import { Drafts } from '../state/drafts';
import { MemoryKeep } from '../state/keep';
import { initials } from './Avatar';
import { Markdown } from './Markdown';
import { MessageText } from './MessageText';
import { SafeHtml, textOfHtml } from './SafeHtml';

afterEach(cleanup);

const ME = { id: 'ada', username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;
const SIGNED = {
  me: ME,
  api: new Api({ access: () => Promise.resolve('access') }),
  drafts: new Drafts(new MemoryKeep(), ME.id),
  renew: () => Promise.resolve(),
};

const HOSTILE =
  '<p onclick="steal()">Hi <b>you</b><script>steal()</script><img src=x onerror=steal()></p>' +
  '<a href="javascript:steal()">bad</a><a href="https://x.example" style="position:fixed">good</a>' +
  '<object data="https://x.example"></object><svg><a>in</a></svg><form><input></form>';

describe('HTML of posts', () => {
  it('is rebuilt from harmless elements only', () => {
    const { container } = render(<SafeHtml html={HOSTILE} />);

    expect(container.querySelectorAll('script, img, object, svg, form, input, b')).toHaveLength(0);
    expect(container.querySelector('p')?.attributes).toHaveLength(0);
    expect(container.textContent).toBe('Hi youbadgood');
  });

  it('keeps http links, which leave no trace of where one came from', () => {
    render(<SafeHtml html={HOSTILE} />);

    expect(screen.getByText('good').getAttribute('href')).toBe('https://x.example/');
    expect(screen.getByText('good').getAttribute('rel')).toContain('noopener');
    expect(screen.getByText('good').hasAttribute('style')).toBe(false);
    expect(screen.getByText('bad').hasAttribute('href')).toBe(false);
  });

  it('is one line of text in a list', () => {
    expect(textOfHtml('<h2>A</h2><ul><li>b</li><li>c</li></ul><script>x</script>')).toBe('A b c');
  });
});

describe('text of people', () => {
  it('is text, whatever it looks like', () => {
    const { container } = render(
      <SignedContext value={SIGNED}>
        <MessageText text={'<img src=x onerror=y> https://a.example <b>'} />
      </SignedContext>,
    );

    expect(container.querySelectorAll('img, b')).toHaveLength(0);
    expect(container.querySelectorAll('a')).toHaveLength(1);
    expect(container.textContent).toBe('<img src=x onerror=y> https://a.example <b>');
  });

  it('shows whom it mentions, oneself stronger, also within what is marked', () => {
    const text = '**@Ben** and @Ada, `@Ada`';
    const mentions = [
      { kind: 'user', userId: 'ben', at: 2, length: 4 },
      { kind: 'user', userId: 'ada', at: 13, length: 4 },
      { kind: 'admins', at: 20, length: 4 },
    ] as const;
    const { container } = render(
      <SignedContext value={SIGNED}>
        <MessageText text={text} mentions={mentions} />
      </SignedContext>,
    );

    expect(container.textContent).toBe('@Ben and @Ada, @Ada');
    expect(container.querySelector('strong .mention')?.textContent).toBe('@Ben');
    expect(container.querySelector('.mention--me')?.textContent).toBe('@Ada');
    expect(container.querySelector('code')?.innerHTML).toBe('@Ada');
  });

  it('is shown as it will be read', () => {
    const { container } = render(<Markdown text={'## Two\n\n- **a**\n\n<script>x</script>'} />);

    expect(container.querySelector('h2')?.textContent).toBe('Two');
    expect(container.querySelector('li strong')?.textContent).toBe('a');
    expect(container.querySelector('script')).toBeNull();
  });
});

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['ben', 'B'],
    ['maria del carmen ruiz', 'MR'],
    ['  ', ''],
    ['😀 smile', '😀S'],
    ['first.last', 'FL'],
  ])('of %j are %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
