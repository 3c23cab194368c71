/** How orders are numbered. A host may give another sequence. */
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'

/** The sequence of order numbers: `main-261122-0007` unless the host provides its own. */
export const orderNumbersToken: Token<NumberSequence> = token<NumberSequence>('calotype.order-numbers')

export const defaultOrderNumbers: Provision = provide(orderNumbersToken, {
  useValue: defineNumberSequence({ name: 'orders', pattern: '{branch}-{yyMMdd}-{n:4}', resets: 'day' }),
})
