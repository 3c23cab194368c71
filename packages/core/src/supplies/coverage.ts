/** Which lines the stock covers, of those that wait for the same thing at the same place. Pure. */

/** What waits for goods; those that are due first come first. */
export interface Waiting {
  /** Units that are still to be taken. */
  readonly outstanding: number
  /** Of these, what is promised. */
  readonly promised: number
}

export interface Place {
  readonly onHand: number
  /** Promised to anybody. */
  readonly reserved: number
}

/**
 * How many units each is short: what is promised is theirs as far as it lies there, and what is promised to nobody goes to those
 * that are due first.
 */
export function shortOf(waiting: readonly Waiting[], { onHand, reserved }: Place): readonly number[] {
  const own = waiting.reduce((sum, { promised }) => sum + promised, 0)
  let there = Math.max(onHand - Math.max(reserved - own, 0), 0)
  const covered = waiting.map(({ promised, outstanding }) => {
    const given = Math.min(promised, outstanding, there)
    there -= given
    return given
  })
  return waiting.map(({ outstanding }, at) => {
    const rest = outstanding - (covered[at] ?? 0)
    const given = Math.min(rest, there)
    there -= given
    return rest - given
  })
}
