/** Foreign money replayed from journal and paper: what is held, what it cost, what was gained. For tests that walk at random. */
import { expect } from 'vitest'
import type { JournalEntry, Receipt } from '../../src/ledger/index.ts'
import { Money } from '../../src/values/money.ts'
import type { Desk } from './counter.ts'

const home = 'CNY'
const minorOf = (amount: string, currency = home) => Money.of(amount, currency).minor

/** What came in for foreign money in the studio's currency less what went out, by the paper and the bank alone. */
function paidFor(entries: readonly JournalEntry[], receipts: readonly Receipt[], found: readonly string[]): bigint {
  const byId = new Map(receipts.map((one) => [one.id, one]))
  const legs = receipts.flatMap(({ kind, correctsId, legs: own }) =>
    own.flatMap((leg) => {
      if (leg.foreign === undefined) return []
      if (kind === 'receipt') return [minorOf(leg.amount) + minorOf(leg.change)]
      // A void takes the change back too.
      const voided = kind === 'void' ? byId.get(correctsId ?? '')?.legs.find((one) => one.leg === leg.leg) : undefined
      return [-minorOf(leg.amount) - minorOf(voided?.change ?? '0')]
    }),
  )
  const bank = entries
    .filter((entry) => entry.kind === 'exchange' || found.includes(entry.kind))
    .flatMap((entry) => {
      const foreign = entry.lines.some((line) => line.currency !== home)
      return foreign ? entry.lines.filter((line) => /^Bank:icbc$|^TillShort$|^Income:TillOver$/.test(line.account)) : []
    })
    .map((line) => minorOf(line.credit) - minorOf(line.debit))
  return [...legs, ...bank].reduce((sum, one) => sum + one, 0n)
}

/**
 * Every entry sums to zero in every currency. Of each foreign currency: what all other accounts hold is what CurrencyExchange
 * owes, and that and its balance in the studio's currency are the position; nothing is held at a cost without units. Over all
 * currencies: what was paid for foreign money less what was got for it, plus what was realised, is the cost of what is left.
 * `found` names kinds of entries in which foreign money was found or lost, which is income or an expense.
 */
export async function checkForeign(
  desk: Pick<Desk, 'ledger'>,
  entries: readonly JournalEntry[],
  receipts: readonly Receipt[],
  found: readonly string[] = [],
): Promise<void> {
  const held = new Map<string, bigint>()
  const owed = new Map<string, bigint>()
  const cost = new Map<string, bigint>()
  let realised = 0n
  const add = (sums: Map<string, bigint>, key: string, minor: bigint) => sums.set(key, (sums.get(key) ?? 0n) + minor)
  for (const entry of entries) {
    const sums = new Map<string, bigint>()
    for (const { account, currency, debit, credit } of entry.lines) {
      const moved = minorOf(debit, currency) - minorOf(credit, currency)
      add(sums, currency, moved)
      const exchanged = account.startsWith('CurrencyExchange:') ? account.slice('CurrencyExchange:'.length) : undefined
      if (account === 'Income:ExchangeGain' || account === 'ExchangeLoss') realised -= moved
      else if (exchanged === undefined && currency !== home) add(held, currency, moved)
      else if (exchanged !== undefined && currency === home) add(cost, exchanged, moved)
      else if (exchanged !== undefined) {
        expect(currency).toBe(exchanged)
        add(owed, exchanged, -moved)
      }
    }
    for (const [currency, sum] of sums) expect(sum, `${entry.kind} in ${currency}`).toBe(0n)
  }
  const positions = await desk.ledger.positions({})
  const known = new Set(positions.map((one) => one.currency))
  for (const [currency, minor] of [...held, ...cost]) if (minor !== 0n) expect(known).toContain(currency)
  for (const one of positions) {
    const units = minorOf(one.held, one.currency)
    const minor = minorOf(one.cost)
    expect(held.get(one.currency) ?? 0n).toBe(units)
    expect(owed.get(one.currency) ?? 0n).toBe(units)
    expect(cost.get(one.currency) ?? 0n).toBe(minor)
    if (units === 0n) expect(minor).toBe(0n)
    else expect(minor === 0n || minor > 0n === units > 0n).toBe(true)
  }
  const left = [...cost.values()].reduce((sum, one) => sum + one, 0n)
  expect(left).toBe(paidFor(entries, receipts, found) + realised)
}
