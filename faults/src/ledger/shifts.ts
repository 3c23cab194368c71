/** Whether cash belongs to exactly one shift, and no shift is there twice. Pure: no I/O. */
import type { SqlRow } from '../stores/reader.ts'
import { type Books, moved, sums, whole, words, yes } from './books.ts'

export function shiftViolations({ shifts, counts, lines }: Books): readonly string[] {
  const drawer = lines.filter((line) => words(line.account).startsWith('Cash:Till:'))
  const byShift = sums(drawer, (line) => words(line.shift), moved)
  const known = new Map(shifts.map((shift) => [words(shift.id), shift]))
  const counted = sums(
    counts,
    (row) => words(row.shift_id),
    () => 1n,
  )
  const open = sums(
    shifts.filter((shift) => yes(shift.open)),
    (shift) => words(shift.till),
    () => 1n,
  )
  return [
    ...[...open].flatMap(([till, count]) => (count > 1n ? [`${count} shifts are open at ${till}`] : [])),
    ...shifts.flatMap((shift) => {
      const times = counted.get(words(shift.id)) ?? 0n
      return times === (yes(shift.open) ? 0n : 1n) ? [] : [`shift ${words(shift.id)} was counted ${times} times`]
    }),
    ...drawer.flatMap((line) => {
      const shift = known.get(words(line.shift))
      if (shift === undefined) return [`cash of entry ${words(line.entry_id)} is in no shift`]
      const till = `Cash:Till:${words(shift.till)}`
      return words(line.account) === till ? [] : [`cash of ${words(line.account)} is in a shift of ${till}`]
    }),
    // What was carried and what was bound is what was left.
    ...shifts.flatMap((shift) => {
      if (yes(shift.open)) return []
      const bound = whole(shift.carried) + (byShift.get(words(shift.id)) ?? 0n)
      return bound === whole(shift.left) ? [] : [`shift ${words(shift.id)} left ${whole(shift.left)} of ${bound}`]
    }),
    ...carriedViolations(shifts),
  ]
}

/** Each shift carries what the one before it at the till left. */
function carriedViolations(shifts: readonly SqlRow[]): readonly string[] {
  const tills = new Set(shifts.map((shift) => words(shift.till)))
  return [...tills].flatMap((till) => {
    const own = shifts
      .filter((shift) => words(shift.till) === till)
      .toSorted((one, other) => (words(one.id) < words(other.id) ? -1 : 1))
    return own.flatMap((shift, at) => {
      const left = whole(own[at - 1]?.left)
      return whole(shift.carried) === left
        ? []
        : [`shift ${words(shift.id)} carried ${whole(shift.carried)} of ${left}`]
    })
  })
}
