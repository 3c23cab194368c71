import type { BrokenAdapter } from './flawed.ts'
import { endings } from './ending.ts'
import { reading } from './reading.ts'
import { schema } from './schema.ts'
import { transactions } from './transactions.ts'
import { values } from './values.ts'
import { writing } from './writing.ts'

export type { BrokenAdapter } from './flawed.ts'

/** Adapters that are broken on purpose, each in one way: proof that the suite finds what it is there to find. */
export const brokenAdapters: readonly BrokenAdapter[] = [
  ...transactions,
  ...endings,
  ...reading,
  ...values,
  ...writing,
  ...schema,
]
