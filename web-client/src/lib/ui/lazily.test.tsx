// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { lazily } from './lazily';

afterEach(cleanup);

describe('a part that few people open', () => {
  it('is awaited, and shown with what it is given', async () => {
    const Part = lazily(() => Promise.resolve(({ name }: { name: string }) => <p>{name}</p>));
    render(<Part name="Ada" />);

    expect(screen.getByRole('status').textContent).toBe('Opening');
    await screen.findByText('Ada');
  });

  it('says so where it does not come', async () => {
    const Part = lazily<object>(() => Promise.reject(new Error('no such file')));
    render(<Part />);

    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be loaded/);
    screen.getByRole('button', { name: 'Try again' });
  });
});
