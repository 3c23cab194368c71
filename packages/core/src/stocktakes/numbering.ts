/** Numbers of stocktakes: by branch and year. */
import { type Token, token } from '../engine/tokens.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'

/** The numbers of stocktakes: `Cmain-26-001` unless the host provides its own. */
export const stocktakeNumbersToken: Token<NumberSequence> = token<NumberSequence>('calotype.stocktake-numbers')

export const houseStocktakeNumbers: NumberSequence = defineNumberSequence({
  name: 'stocktake',
  pattern: 'C{branch}-{yy}-{n:3}',
  resets: 'year',
})
