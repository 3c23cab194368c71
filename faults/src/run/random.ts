/** Chance that can be had again: the same seed gives the same numbers. */

export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  pick<One>(among: readonly [One, ...(readonly One[])]): One
}

/** Mulberry32: small, quick, and good enough for choosing moments. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    fraction,
    whole: (from, to) => from + Math.floor(fraction() * (to - from + 1)),
    pick: (among) => among[Math.floor(fraction() * among.length)] ?? among[0],
  }
}
