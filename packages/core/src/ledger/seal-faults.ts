/** What can be wrong with a chain. */

export const sealFaults = [
  /** The chain leaves a place out, or the places are not in order. */
  'sealMissing',
  /** What was sealed is gone. */
  'entryMissing',
  'factMissing',
  /** A field of the entry, its lines or what it consumed is not as it was sealed; or the seal is not. */
  'entryChanged',
  'factChanged',
  /** The link holds, and what is kept beside its hash is not what follows from the rows. */
  'sealChanged',
  /** A fact of a table that no loaded plugin has registered: nobody can say whether it is as it was. */
  'factUnknown',
  /** The chain ends before or after what is recorded as its end: its end was cut off, or put on. */
  'endChanged',
  /** The chain does not run through the head that was kept outside of the store. */
  'headUnmet',
  /** A line, refund or reversal belongs to no entry, or to another one. */
  'rowStray',
] as const

export interface SealFault {
  readonly fault: (typeof sealFaults)[number]
  /** The place in the chain; null for what stands outside of it. */
  readonly sequence: number | null
  readonly entryId: string | null
  /** The table of the first row that is not as it was sealed, as far as can be told. */
  readonly table: string | null
  /** What names that row: its key, its parts with a blank between. Null where a row is missing. */
  readonly record: string | null
}
