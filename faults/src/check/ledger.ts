/** What must hold of a ledger at any moment, whatever its studio does. In words; nothing where all is well. */

interface Balanced {
  trialBalance(input: Record<never, never>): Promise<{
    readonly totals: readonly { readonly currency: string; readonly debit: string; readonly credit: string }[]
  }>
}

interface Sealed {
  seal(input: { readonly cursor?: string }): Promise<{ readonly next: string | null }>
  verify(input: Record<never, never>): Promise<{
    readonly intact: boolean
    readonly unsealed: { readonly count: number } | null
    readonly fault: unknown
  }>
}

/** Debits are credits. */
export async function balanceViolations(ledger: Balanced): Promise<readonly string[]> {
  return (await ledger.trialBalance({})).totals
    .filter(({ debit, credit }) => debit !== credit)
    .map(({ currency, debit, credit }) => `debits are ${debit} and credits ${credit} ${currency}`)
}

/** The chain of the branch at whose desk it is asked. Seals first what waits for the background work. */
export async function chainViolations(ledger: Sealed): Promise<readonly string[]> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    cursor = (await ledger.seal(cursor === undefined ? {} : { cursor })).next
  }
  const { intact, unsealed, fault } = await ledger.verify({})
  return [
    ...(intact ? [] : [`the chain is broken: ${JSON.stringify(fault)}`]),
    ...(unsealed !== null && unsealed.count > 0 ? [`${unsealed.count} facts have no seal`] : []),
  ]
}
