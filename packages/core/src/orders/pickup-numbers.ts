/** How pickup slips are numbered. A host may give another sequence. */
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'

/** The sequence of slips: `Pmain-261122-0007` unless the host provides its own. The branch is the one that hands over. */
export const pickupNumbersToken: Token<NumberSequence> = token<NumberSequence>('calotype.pickup-numbers')

export const defaultPickupNumbers: Provision = provide(pickupNumbersToken, {
  useValue: defineNumberSequence({ name: 'pickups', pattern: 'P{branch}-{yyMMdd}-{n:4}', resets: 'day' }),
})
