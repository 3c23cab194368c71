/** How contracts are numbered. A host may give another sequence. */
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'

/** The sequence of contracts: `HTmain-2026-0007` unless the host provides its own. */
export const contractNumbersToken: Token<NumberSequence> = token<NumberSequence>('calotype.contract-numbers')

export const defaultContractNumbers: Provision = provide(contractNumbersToken, {
  useValue: defineNumberSequence({ name: 'contracts', pattern: 'HT{branch}-{yyyy}-{n:4}', resets: 'year' }),
})
