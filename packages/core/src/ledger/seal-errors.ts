/** What can be wrong with what is to be sealed. */
import { defineError } from '../values/calotype-error.ts'

export const SealedFactInvalid = defineError<{ table: string; rule: string }>({
  code: 'SEALED_FACT_INVALID',
  status: 500,
  summary: 'A table or row cannot be sealed as a fact.',
  message: ({ table, rule }) => `Facts of the table "${table}" ${rule}.`,
  mend: 'Mend the declaration with sealedFact; the page "Accounting policy" tells what can be sealed.',
})

export const SealedFactUnknown = defineError<{ table: string; known: readonly string[] }>({
  code: 'SEALED_FACT_UNKNOWN',
  status: 500,
  summary: 'A fact is to be sealed whose table no loaded plugin has registered.',
  message: ({ table, known }) =>
    `The table "${table}" is not in the registry ledger.sealedFacts; in it are: ${known.join(', ') || 'none'}.`,
  mend: 'Add entry(sealedFacts, sealedFact({ … })) to the plugin of the table, or load that plugin; then redeliver.',
})
