/** On Sunday evening: stock and books agree, what was bought is what was spent and what is left, and all of it is sealed. */
import { Money } from '@calotype/core'
import { money } from '@calotype/example-story'
import type { StudioAtWork } from './studio.ts'

/** Every balance of both branches, worked out by hand. Assets and expenses are above zero. */
const balances = {
  'Bank:icbc': '-180.00',
  // Sun Li 1,340.00, Tang Wei 600.00 and 450.00 of her bond.
  'Clearing:WeChat': '2390.00',
  // Albums 3,020.00, frames 250.00, boxes 132.00.
  'AP:Suppliers': '-3402.00',
  Capital: '-8410.00',
  'Income:DressRental': '-1050.00',
  'Income:Product': '-1340.00',
  // Boxes 1,064.59, foundation 7.50, lashes 6.00.
  'COGS:Consumables': '1078.09',
  'COGS:Gifts': '33.33',
  // Leather albums 926.82, frames 300.00, two albums 68.00, two sticks 66.67.
  'COGS:Products': '1361.49',
  'Inventory:Consumables': '1225.46',
  // Leather albums 2,093.18, two albums 68.00, three frames 150.00, magnets 360.00.
  'Inventory:Products': '2671.18',
  'Inventory:Rentables': '5400.00',
  Repairs: '180.00',
  StockDifferences: '10.35',
  // 45 ml of foundation 22.50, 12 sheets 9.60.
  Wastage: '32.10',
}

export async function proof(studio: StudioAtWork): Promise<void> {
  const found = await readBalances(studio)
  await booksAreStock(studio, found)
  boughtIsSpentAndLeft(studio, found)
  await isSealed(studio)
}

const sumOf = (found: ReadonlyMap<string, string>, isOf: (account: string) => boolean): Money =>
  Money.sum(
    'CNY',
    [...found].filter(([account]) => isOf(account)).map(([, balance]) => Money.of(balance, 'CNY')),
  )

async function readBalances({ clock, print, checks, manager }: StudioAtWork): Promise<ReadonlyMap<string, string>> {
  print.step(clock.moveTo('18:00'), 'The books')
  const { accounts } = await manager.ledger.trialBalance({})
  const open = accounts.filter((one) => one.balance !== '0.00')
  print.table(
    ['account', 'debit', 'credit', 'balance'],
    open.map((one) => [one.account, money(one.debit), money(one.credit), money(one.balance)]),
  )
  const found = new Map(open.map((one) => [one.account, one.balance]))
  checks.are('balances', found, balances)
  return found
}

async function booksAreStock(
  { clock, print, checks, manager, books, booksOfWest }: StudioAtWork,
  found: ReadonlyMap<string, string>,
): Promise<void> {
  print.step(clock.moveTo('18:10'), 'Do the books say what the stock says?')
  const stock = await manager.inventory.stockAt({})
  const worth = sumOf(found, (account) => account.startsWith('Inventory:'))
  checks.is('stock at cost, in both branches', stock.value, worth.toString())
  for (const desk of [books, booksOfWest]) {
    const { branch, items, intact } = await desk.inventory.verify({})
    print.line(`${branch}: ${items} items added up again from their movements`)
    checks.is('what is kept follows from them', intact, true)
  }
}

const spending = ['COGS:', 'StockDifferences', 'Wastage']

function boughtIsSpentAndLeft({ clock, print, checks }: StudioAtWork, found: ReadonlyMap<string, string>): void {
  print.step(clock.moveTo('18:20'), 'What was bought is what was spent and what is left')
  const bought = sumOf(found, (account) => account === 'Capital' || account === 'AP:Suppliers').negated()
  const spent = sumOf(found, (account) => spending.some((one) => account.startsWith(one)))
  const left = sumOf(found, (account) => account.startsWith('Inventory:'))
  print.line(`spent ${money(spent.toString())}, left ${money(left.toString())}`)
  checks.is('opening stock 8,410.00 and bills of 3,402.00', bought.toString(), '11812.00')
  checks.is('spent and left', spent.plus(left).toString(), '11812.00')
}

async function isSealed({ engine, clock, print, checks, books, booksOfWest }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('18:30'), 'Is all of it sealed, and as it was sealed?')
  await engine.settle()
  for (const [branch, desk] of Object.entries({ main: books, west: booksOfWest })) {
    const { intact, verified, unsealed } = await desk.ledger.verify({})
    print.line(`${branch}: ${verified} links of the chain`)
    checks.is('intact', intact, true)
    checks.is('not sealed', `${unsealed?.count} entries, ${unsealed?.facts.length} facts`, '0 entries, 0 facts')
  }
}
