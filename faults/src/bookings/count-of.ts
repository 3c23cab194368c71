/** How often each word is among them. */
export function countOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** Counts added up. */
export function countsTogether(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const one of counts) for (const [word, count] of Object.entries(one)) all[word] = (all[word] ?? 0) + count
  return all
}
