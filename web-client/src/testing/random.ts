/** The same numbers from 0 to 1 for the same seed, so that what fails can be run again. */
export function numbersFrom(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}

export const SEEDS: readonly number[] = Array.from({ length: 100 }, (_, index) => index + 1);
