/** What recipes are made with. */
import type { Random } from '../run/random.ts'
import type { Known } from './known.ts'

export interface Kitchen {
  readonly known: Known
  readonly random: Random
  /** Milliseconds since 1970. */
  readonly now: number
  /** The last answers of an operation. */
  answered(operation: string): unknown
}

export type Recipe = (kitchen: Kitchen) => object
