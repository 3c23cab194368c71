/** Which count a movement of the past meets first. Pure: no I/O. */
import type { KeptPlace } from './keeping-parts.ts'
import type { CountedLineRow } from './tables.ts'

type Counted = Pick<CountedLineRow, 'itemId' | 'locationId' | 'lotId'>

/**
 * Each line with the first count after it of its place; lines that nobody counted after are left out. Where the first count holds,
 * those after it hold by themselves.
 *
 * @param counts in the order of their moments, all of them after the movement
 */
export function firstCounts<R extends Counted>(
  counts: readonly R[],
  lines: readonly KeptPlace[],
): readonly { readonly row: R; readonly line: KeptPlace }[] {
  return lines.flatMap((line) => {
    const row = counts.find(
      (one) => one.itemId === line.itemId && one.locationId === line.locationId && one.lotId === (line.lotId ?? ''),
    )
    return row === undefined ? [] : [{ row, line }]
  })
}
