/** A package counted by hand: sets of names, and a price for each one beyond it, one after the other. */
export const holds = { imagesRetouched: 5, originals: 3, spreads: 2, looks: 2, products: 1 } as const
export type Kind = keyof typeof holds
export type Counts = { readonly [K in Kind]: number }

interface Album {
  readonly copies: number
  readonly spreads: number
  readonly images: readonly string[]
}

export interface NaivePicks {
  readonly retouch: ReadonlySet<string>
  readonly originals: ReadonlySet<string>
  readonly albums: ReadonlyMap<number, Album>
}

export const nothingPicked: NaivePicks = { retouch: new Set(), originals: new Set(), albums: new Map() }

export const countOf = ({ retouch, originals, albums }: NaivePicks): Counts => {
  const all = [...albums.values()]
  return {
    imagesRetouched: new Set([...retouch, ...all.flatMap(({ images }) => images)]).size,
    originals: originals.size,
    spreads: all.reduce((sum, { spreads }) => sum + spreads, 0),
    looks: 0,
    products: all.reduce((sum, { copies }) => sum + copies, 0),
  }
}

/** In cents: the nth image beyond the package, and everything else at its one price. */
const priceOf = (kind: Kind, nth: number): number => {
  if (kind === 'imagesRetouched') return nth <= 2 ? 8000 : nth <= 4 ? 6000 : 4000
  return { originals: 2000, spreads: 5000, looks: 30_000, products: 60_000 }[kind]
}

export interface Taken {
  readonly within: Counts
  readonly beyond: Counts
  readonly cents: number
}

const kinds = Object.keys(holds) as Kind[]

/** Takes what is wanted one by one: within while there is any left, then beyond it. */
export function take(standing: readonly Taken[], wanted: Counts): Taken {
  const within = { imagesRetouched: 0, originals: 0, spreads: 0, looks: 0, products: 0 }
  const beyond = { ...within }
  let cents = 0
  for (const kind of kinds) {
    for (let at = 0; at < wanted[kind]; at++) {
      const used = within[kind] + sum(standing, 'within', kind)
      if (used < holds[kind]) within[kind]++
      else cents += priceOf(kind, ++beyond[kind] + sum(standing, 'beyond', kind))
    }
  }
  return { within, beyond, cents }
}

export const sum = (standing: readonly Taken[], which: 'within' | 'beyond', kind: Kind): number =>
  standing.reduce((total, taken) => total + taken[which][kind], 0)
