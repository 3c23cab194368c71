/** What of packages is used, one by one: within while there is any left, and beyond that sold. */
import { type Entitlement, entitlements } from './order-studio.ts'

export type Counts = Readonly<Record<Entitlement, number>>

export interface Taken {
  readonly within: Counts
  readonly beyond: Counts
}

export interface NaiveSelection {
  readonly id: string
  readonly retouch: Set<string>
  readonly originals: Set<string>
  /** What was confirmed; null while it is open. */
  taken: Taken | null
  /** Ids of the lines that were sold with it. */
  soldLines: readonly string[]
}

export interface NaiveUse {
  readonly id: string
  readonly taken: Taken
  readonly soldLines: readonly string[]
  reversed: boolean
}

/** What a line includes, and what became of it. */
export interface NaivePackage {
  readonly included: Counts
  readonly selections: NaiveSelection[]
  readonly uses: NaiveUse[]
}

export const none: Counts = { imagesRetouched: 0, originals: 0, looks: 0 }

export const openOf = ({ selections }: NaivePackage): NaiveSelection | undefined =>
  selections.find(({ taken }) => taken === null)

export const picksOf = ({ retouch, originals }: NaiveSelection): Counts => {
  return { ...none, imagesRetouched: retouch.size, originals: originals.size }
}

/** All that counts against a package. */
export function usedOf({ selections, uses }: NaivePackage): Taken {
  const standing = [
    ...selections.flatMap(({ taken }) => (taken === null ? [] : [taken])),
    ...uses.filter(({ reversed }) => !reversed).map(({ taken }) => taken),
  ]
  return standing.reduce((all, one) => ({ within: add(all.within, one.within), beyond: add(all.beyond, one.beyond) }), {
    within: none,
    beyond: none,
  })
}

export function take(of: NaivePackage, wanted: Counts): Taken {
  const used = usedOf(of).within
  const within = { ...none }
  const beyond = { ...none }
  for (const name of entitlements) {
    for (let at = 0; at < wanted[name]; at++) {
      if (used[name] + within[name] < of.included[name]) within[name]++
      else beyond[name]++
    }
  }
  return { within, beyond }
}

const add = (one: Counts, other: Counts): Counts => ({
  imagesRetouched: one.imagesRetouched + other.imagesRetouched,
  originals: one.originals + other.originals,
  looks: one.looks + other.looks,
})
