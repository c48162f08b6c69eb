import { useEffect, useMemo, useRef, type PointerEvent } from 'react';

const LONG_MS = 500;
/** A finger never keeps quite still. */
const MOVED_PX = 10;

type Handlers = Readonly<
  Record<
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel',
    (event: PointerEvent) => void
  >
>;

/** A finger that stays does what the right button of a mouse does. Not all browsers say so themselves. */
export function useLongPress(onPress: (x: number, y: number) => void): Handlers {
  const latest = useRef(onPress);
  useEffect(() => {
    latest.current = onPress;
  });
  const from = useRef({ x: 0, y: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return useMemo(() => {
    const end = () => {
      clearTimeout(timer.current);
    };
    return {
      onPointerDown: ({ pointerType, clientX: x, clientY: y }) => {
        end();
        if (pointerType === 'touch') {
          from.current = { x, y };
          timer.current = setTimeout(() => {
            latest.current(x, y);
          }, LONG_MS);
        }
      },
      onPointerMove: ({ clientX, clientY }) => {
        if (Math.hypot(clientX - from.current.x, clientY - from.current.y) > MOVED_PX) {
          end();
        }
      },
      onPointerUp: end,
      onPointerCancel: end,
    };
  }, []);
}
