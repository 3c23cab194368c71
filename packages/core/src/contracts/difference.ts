/** One thing in which a contract and its order differ. */
import type { Said } from './words.ts'

export interface ContractDifference {
  /** What it is of: a line, or a member of the terms. */
  readonly about:
    | 'line'
    | 'currency'
    | 'total'
    | 'discount'
    | 'order'
    | 'payments'
    | 'plan'
    | 'cancellation'
    | 'template'
    | 'studio'
    | 'productNames'
    | 'customer'
  /** The number of the line; null where it is of none. */
  readonly line: number | null
  /** Whether it makes the contract outdated: the order is no longer what was agreed. */
  readonly outdates: boolean
  readonly words: Said
}
