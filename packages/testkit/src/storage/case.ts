import type { Lab } from './lab.ts'
import type { Need } from './store.ts'

/** One rule of the contract and how it is checked. */
export interface Rule {
  /** A sentence about what a good adapter does. */
  readonly name: string
  /** What to change in an adapter that breaks it. */
  readonly mend: string
  readonly run: (lab: Lab) => Promise<void>
  readonly needs?: readonly Need[]
  /** True for the few rules at the edge that an adapter may be excepted from, with a written reason. */
  readonly mayExcept?: boolean
  /** For cases that take long by nature. */
  readonly deadlineMs?: number
}

/** The rules of one subject. */
export interface Group {
  readonly name: string
  readonly rules: readonly Rule[]
}
