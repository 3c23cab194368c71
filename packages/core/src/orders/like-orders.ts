/** Whether two orders are one that was placed twice. Pure. */

/** What of a line tells whether it is there twice. */
export interface LikeableLine {
  readonly id: string
  readonly itemCode: string
  readonly variant: string | null
  readonly progress: string
}

export interface Likeness {
  /** What both have of what either has, in per cent: 100 where they hold the same. */
  readonly percent: number
  /** Lines of the same item and variant, each told once. */
  readonly lines: readonly { readonly item: string; readonly one: string; readonly other: string }[]
}

/** Compares orders by what was sold, line by line; cancelled lines are left out. Two orders without lines are not alike. */
export function likenessOf(one: readonly LikeableLine[], other: readonly LikeableLine[]): Likeness {
  const kept = (lines: readonly LikeableLine[]) => lines.filter(({ progress }) => progress !== 'cancelled')
  const left = new Map<string, LikeableLine[]>()
  for (const line of kept(other)) left.set(keyOf(line), [...(left.get(keyOf(line)) ?? []), line])
  const lines = kept(one).flatMap((line) => {
    const match = left.get(keyOf(line))?.shift()
    return match === undefined ? [] : [{ item: line.itemCode, one: line.id, other: match.id }]
  })
  const all = kept(one).length + kept(other).length - lines.length
  return { percent: all === 0 ? 0 : Math.round((100 * lines.length) / all), lines }
}

const keyOf = ({ itemCode, variant }: LikeableLine): string => JSON.stringify([itemCode, variant])
