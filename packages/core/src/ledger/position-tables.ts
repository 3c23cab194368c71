/** What a branch holds of each foreign currency. It follows from the lines of CurrencyExchange. */
import { id, money, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/** Only entries that touch a currency lock its row, after every other lock. */
export const ledgerPositions = defineTable({
  name: 'ledger_positions',
  columns: {
    branch: id(),
    currency: text(3),
    /** What is held: the balance of all accounts of money in this currency. Below zero where more went out than came in. */
    units: money(),
    /** What that has cost, in the studio's currency; zero where nothing is held. */
    cost: money(),
  },
  key: ['branch', 'currency'],
  derived: true,
  branch: 'branch',
})
