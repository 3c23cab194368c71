/** Whether a race was one: who met nobody proves nothing. Pure. */

/** What came of a race on one store. */
export interface Raced {
  /** How often each deed became what: `book done`, `book SLOT_TAKEN`. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly attempts: number
  readonly refused: number
  /** How often a transaction was run again because others were faster. */
  readonly retries: number
  /** Whether transactions of the store work side by side, so that they can be in each other's way. */
  readonly sideBySide: boolean
  /** How many times were offered to who waits, and how many things were rented. */
  readonly offers: number
  readonly rentals: number
}

/** What anybody must have done, and what must have been tried at least. */
const done = ['book', 'hold', 'cancel', 'import', 'shift', 'wait', 'pay'] as const
const tried = [
  ...['together', 'series', 'togetherOnOrders', 'seriesOnOrder', 'move', 'reassign', 'swap', 'confirm', 'away'],
  ...['rent', 'expire', 'offerFree'],
] as const

/** In words; nothing where it proves something. */
export function notProved(raced: Raced): readonly string[] {
  const { outcomes, attempts, refused, retries, sideBySide, offers, rentals } = raced
  const names = Object.keys(outcomes)
  return [
    ...(attempts === 0 ? ['nobody tried anything'] : []),
    ...(refused === 0 ? ['nothing was refused: nobody met'] : []),
    ...(sideBySide && retries === 0 ? ['no transaction was ever run again: no two decided at once'] : []),
    ...(offers === 0 ? ['nothing was offered to who waits'] : []),
    ...(rentals === 0 ? ['nothing was rented'] : []),
    ...done.filter((deed) => !names.includes(`${deed} done`)).map((deed) => `"${deed}" was never done`),
    ...tried
      .filter((deed) => !names.some((name) => name.startsWith(`${deed} `)))
      .map((deed) => `"${deed}" was never tried`),
  ].map((why) => `nothing is proved: ${why}`)
}
