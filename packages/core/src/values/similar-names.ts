/** Names that somebody may have meant. Pure. */

/** At most three of `names` that differ from `wanted` by at most a third of its letters, nearest first; case does not count. */
export function similarNames(wanted: string, names: readonly string[]): string[] {
  const from = [...wanted.toLowerCase()]
  const most = Math.max(1, Math.floor(from.length / 3))
  return names
    .map((name) => ({ name, edits: editsBetween(from, [...name.toLowerCase()]) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

/** How many letters must be put in, taken out or replaced to turn one into the other (Levenshtein 1966). */
function editsBetween(from: readonly string[], to: readonly string[]): number {
  let above = to.map((_, at) => at + 1)
  for (const [row, letter] of from.entries()) {
    let left = row + 1
    let corner = row
    above = above.map((up, column) => {
      const edits = Math.min(up + 1, left + 1, corner + (letter === to[column] ? 0 : 1))
      corner = up
      left = edits
      return edits
    })
  }
  return above.at(-1) ?? from.length
}
