/** What the accounts should come to by the list kept by hand, and what the journal says. */
import { countAll, type NaiveLine, type NaiveMovement } from './naive-stock.ts'
import { minorOf, type Desk, type StockList } from './stockroom.ts'

/** Balances by account, debits above zero; and by account and order, as `COGS:Products order-1`. */
export type Balances = ReadonlyMap<string, bigint>

export function expectedBalances(list: StockList): Balances {
  const { worth } = countAll(list.movements)
  const balances = new Map<string, bigint>()
  const add = (account: string, amount: bigint, order?: string) => {
    for (const name of order === undefined ? [account] : [account, `${account} ${order}`]) {
      balances.set(name, (balances.get(name) ?? 0n) + amount)
    }
  }
  for (const movement of list.movements) {
    const order = list.orders.get(movement)
    for (const line of movement.lines) {
      const known = worth.get(line)
      if (known === undefined) continue
      add(line.item.stockAccount, known.value - known.variance)
      add(line.item.costAccount, known.variance, order)
      for (const [account, amount] of counterparts(list, movement, line, known.value)) add(account, amount, order)
    }
  }
  add('GoodsReceived', list.billed)
  add('AP:Suppliers', -list.billed)
  return nonZero(balances)
}

function counterparts(
  { fixed }: StockList,
  { kind }: NaiveMovement,
  line: NaiveLine,
  value: bigint,
): readonly (readonly [string, bigint])[] {
  const { costAccount } = line.item
  const told = fixed.get(line) ?? 0n
  switch (kind) {
    case 'receipt':
      return [['GoodsReceived', -value]]
    case 'issue':
    case 'consumption':
      return [[costAccount, -value]]
    case 'gift':
      return [['COGS:Gifts', -value]]
    case 'customerReturn':
      return [[line.of?.movement.kind === 'gift' ? 'COGS:Gifts' : costAccount, -value]]
    case 'supplierReturn':
      return [
        ['GoodsReceived', told],
        ['StockDifferences', -value - told],
      ]
    case 'adjustment':
      return [['StockDifferences', -value]]
    case 'waste':
      return [['Wastage', -value]]
    case 'transferOut':
      return [
        ['Inventory:InTransit', told],
        ['COGS:Adjustments', -value - told],
      ]
    case 'transferIn':
      return [['Inventory:InTransit', -value]]
    default:
      return []
  }
}

export async function journalBalances(desk: Desk): Promise<Balances> {
  const balances = new Map<string, bigint>()
  let cursor: string | undefined
  do {
    const page = await desk.ledger.entries({ limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    for (const { account, orderId, debit, credit } of page.items.flatMap((entry) => entry.lines)) {
      const amount = minorOf(debit) - minorOf(credit)
      for (const name of orderId === null ? [account] : [account, `${account} ${orderId}`]) {
        balances.set(name, (balances.get(name) ?? 0n) + amount)
      }
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return nonZero(balances)
}

/** Stock accounts carry no order; what orders did to them is left out. */
const nonZero = (balances: ReadonlyMap<string, bigint>): Balances =>
  new Map(
    [...balances]
      .filter(([name, amount]) => amount !== 0n && !/^(Inventory|GoodsReceived).* /.test(name))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
