// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { NEW_MARK, ScrollKeeper } from './scrollKeeper';

const VIEW_PX = 400;
const LINE_PX = 30;

let box: HTMLElement;
let keeper: ScrollKeeper;
/** The height of what stands above the lines. */
let above: number;

beforeEach(() => {
  above = 0;
  box = document.createElement('div');
  box.append(document.createElement('div'));
  // Geometry as a browser computes it, which this environment does not
  Object.defineProperty(box, 'clientHeight', { get: () => VIEW_PX });
  Object.defineProperty(box, 'scrollHeight', { get: () => above + lines().length * LINE_PX });
  box.getBoundingClientRect = () => new DOMRect(0, 100, 300, VIEW_PX);
  keeper = new ScrollKeeper();
  keeper.attach(box);
  draw(50, 100);
});

function lines(): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[data-key]')];
}

/** Draws the lines of these numbers, each as a new element. */
function draw(first: number, last: number): void {
  const drawn = Array.from({ length: last - first + 1 }, (_, index) => {
    const line = document.createElement('p');
    line.dataset['key'] = String(first + index);
    line.dataset['seq'] = String(first + index);
    Object.defineProperty(line, 'offsetHeight', { get: () => LINE_PX });
    line.getBoundingClientRect = () => {
      const top = 100 + above + lines().indexOf(line) * LINE_PX - box.scrollTop;
      return new DOMRect(0, top, 300, LINE_PX);
    };
    return line;
  });
  box.firstElementChild?.replaceChildren(...drawn);
  keeper.settle();
}

function scrollTo(top: number): void {
  box.scrollTop = top;
  keeper.onScroll();
}

function topOf(key: string): number | undefined {
  return lines()
    .find((line) => line.dataset['key'] === key)
    ?.getBoundingClientRect().top;
}

describe('the place in a conversation', () => {
  it('is the end, for as long as one is there', () => {
    expect(box.scrollTop).toBe(51 * LINE_PX);

    draw(50, 140);

    expect(box.scrollTop).toBe(91 * LINE_PX);
  });

  it.each([
    ['older messages load', 1, 100],
    ['newer ones arrive', 50, 170],
    ['older ones load and newer ones arrive meanwhile', 1, 170],
    ['the oldest go', 52, 100],
  ])('is the line under the eyes where %s', (_what, first, last) => {
    scrollTo(125);
    const before = topOf('54');

    draw(50, 103);
    draw(first, last);

    expect(before).toBe(95);
    expect(topOf('54')).toBe(before);
    expect(keeper.atEnd.get()).toBe(false);
  });

  it('is the line under the eyes where what stands above goes before the browser tells of it', () => {
    scrollTo(125);
    const before = topOf('54');
    above = 66;
    keeper.settle();
    keeper.onScroll();

    draw(1, 100);
    above = 0;
    keeper.onScroll();
    keeper.settle();

    expect(topOf('54')).toBe(before);
  });

  it('is the end for whoever writes', () => {
    scrollTo(125);
    draw(50, 101);

    keeper.toEnd();

    expect(keeper.atEnd.get()).toBe(true);
    expect(box.scrollTop).toBe(52 * LINE_PX);
  });

  it('is the message that one goes to, whatever loads meanwhile', () => {
    const wanted = lines().find((line) => line.dataset['key'] === '70');
    if (wanted) {
      keeper.show(wanted);
    }
    const middle = 100 + (VIEW_PX - LINE_PX) / 2;
    expect(topOf('70')).toBe(middle);
    keeper.onScroll();

    draw(1, 120);

    expect(topOf('70')).toBe(middle);
    expect(keeper.atEnd.get()).toBe(false);
  });
});

describe('what is seen of a conversation', () => {
  it('ends with the last message in view', () => {
    expect(keeper.lastSeen.get()).toBe(100);

    scrollTo(0);
    // 13 lines are 390 px: of the next one too little is to be seen
    expect(keeper.lastSeen.get()).toBe(62);
    scrollTo(15);
    expect(keeper.lastSeen.get()).toBe(63);
  });

  it('has the line above what is new in it, or above or below it', () => {
    expect(keeper.newMark.get()).toBeUndefined();

    const [line] = lines();
    line?.setAttribute('data-key', NEW_MARK);
    keeper.settle();
    expect(keeper.newMark.get()).toBe('above');
    scrollTo(0);
    expect(keeper.newMark.get()).toBe('inView');
    lines().at(-1)?.setAttribute('data-key', NEW_MARK);
    line?.setAttribute('data-key', '50');
    keeper.onScroll();
    expect(keeper.newMark.get()).toBe('below');
  });
});
