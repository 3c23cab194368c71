/** A studio that takes foreign money: rates are set, and books are read by currency. */
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { openStudio } from './counter.ts'

/** Units of CNY for one. */
export const rates = { USD: '7.12', EUR: '7.805', JPY: '0.0475', KWD: '23.1234' } as const

export async function openForeignStudio(storage: StorageAdapter = memory()) {
  const studio = await openStudio({ storage })
  const { manager } = studio
  await manager.currency.setRates({
    rates: Object.entries(rates).map(([currency, rate]) => ({ currency, rate })),
    source: 'Bank of China',
  })
  /** Debit less credit of an account, by currency; zeros are left out. */
  const balances = async (account: string): Promise<Record<string, string>> => {
    const { accounts } = await manager.ledger.trialBalance({})
    const own = accounts.filter((row) => row.account === account && !/^-?0(\.0+)?$/.test(row.balance))
    return Object.fromEntries(own.map((row) => [row.currency, row.balance]))
  }
  const linesOf = async (id: string) => {
    const { items } = await manager.ledger.entries({ limit: 200 })
    const entry = items.find((one) => one.id === id)
    return (entry?.lines ?? []).map(
      ({ account, currency, debit, credit }) =>
        `${/^0(\.0+)?$/.test(debit) ? `  ${account} ${credit}` : `${account} ${debit}`} ${currency}`,
    )
  }
  const position = async (currency: string) =>
    (await manager.ledger.positions({})).find((one) => one.currency === currency)
  return { ...studio, balances, linesOf, position }
}
