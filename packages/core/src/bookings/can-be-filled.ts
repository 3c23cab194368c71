/** Whether there are people enough for all that is wanted, whoever is free. Pure. */

/** So many of these, by their ids. */
export interface CountWanted {
  readonly count: number
  readonly ids: readonly string[]
}

/** Whether each can have its number of different ones, none of them twice and none that is used: by augmenting paths. */
export function canBeFilled(wanted: readonly CountWanted[], used: ReadonlySet<string>): boolean {
  const serves = new Map<string, number>()
  const findFor = (at: number, tried: Set<string>): boolean => {
    for (const id of wanted[at]?.ids ?? []) {
      if (used.has(id) || tried.has(id)) continue
      tried.add(id)
      const other = serves.get(id)
      if (other !== undefined && !findFor(other, tried)) continue
      serves.set(id, at)
      return true
    }
    return false
  }
  return wanted.every(({ count }, at) => {
    for (let got = 0; got < count; got++) if (!findFor(at, new Set())) return false
    return true
  })
}
