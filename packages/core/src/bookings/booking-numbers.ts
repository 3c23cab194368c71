/** How bookings are numbered. A host may give another sequence. */
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'

/** The sequence of booking numbers: `Bmain-261122-0007` unless the host provides its own. */
export const bookingNumbersToken: Token<NumberSequence> = token<NumberSequence>('calotype.booking-numbers')

export const defaultBookingNumbers: Provision = provide(bookingNumbersToken, {
  useValue: defineNumberSequence({ name: 'bookings', pattern: 'B{branch}-{yyMMdd}-{n:4}', resets: 'day' }),
})
