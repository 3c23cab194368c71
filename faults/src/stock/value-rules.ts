/** What must be true of what goods are worth, and of the books. */
import { wronglyValued } from './naive-values.ts'
import { itemsById, type Line, lineKey, poolOf, type Rule, Sums, sentLines, worthNow } from './rule.ts'

export const pools: Rule = {
  name: 'pools are what their lines and costs come to',
  broken: ({ lines, costs, pools: rows }) => [
    ...Sums.of(rows.map((row) => [poolOf(row), row.quantity])).unlike(
      Sums.of(lines.map((row) => [poolOf(row), row.quantity])),
      'the pool holds',
    ),
    ...Sums.of(rows.map((row) => [poolOf(row), row.value])).unlike(
      Sums.of([
        ...lines.map((row) => [poolOf(row), row.value] as const),
        ...costs.map((row) => [poolOf(row), row.amount] as const),
      ]),
      'the pool is worth',
    ),
    ...rows
      .filter(({ quantity, value }) => quantity === 0 && value !== 0n)
      .map((row) => `${poolOf(row)}: nothing is worth ${row.value}`),
    ...rows
      .filter(({ quantity, value }) => quantity > 0 && value < 0n)
      .map((row) => `${poolOf(row)}: something is worth ${row.value}`),
  ],
}

export const layers: Rule = {
  name: 'layers hold what their pool holds, and are open while they hold something',
  broken: (facts) => {
    const fifo = new Set(facts.items.filter(({ valuation }) => valuation === 'fifo').map(({ id }) => id))
    const held = facts.pools.filter(({ itemId, quantity }) => fifo.has(itemId) && quantity >= 0)
    const kept = new Set(held.map(poolOf))
    const rows = facts.layers.filter((row) => kept.has(poolOf(row)))
    return [
      ...Sums.of(rows.map((row) => [poolOf(row), row.quantity])).unlike(
        Sums.of(held.map((row) => [poolOf(row), row.quantity])),
        'layers hold',
      ),
      ...Sums.of(rows.map((row) => [poolOf(row), row.value])).unlike(
        Sums.of(held.map((row) => [poolOf(row), row.value])),
        'layers are worth',
      ),
      ...rows
        .filter(
          ({ quantity, value, open }) =>
            quantity < 0 || open !== (quantity > 0 ? 1 : 0) || (quantity === 0 && value !== 0n),
        )
        .map((row) => `layer ${lineKey(row)}: holds ${row.quantity} worth ${row.value}, open ${row.open}`),
    ]
  },
}

export const returns: Rule = {
  name: 'no more comes back than went out, and for what it cost',
  broken: (facts) => {
    const worth = worthNow(facts)
    const byKey = new Map(facts.lines.map((line) => [lineKey(line), line]))
    const back = new Map<string, { quantity: number; value: bigint }>()
    for (const line of facts.lines) {
      if (line.kind !== 'customerReturn') continue
      const key = `${line.ofMovementId}:${line.ofLine}`
      const known = back.get(key) ?? { quantity: 0, value: 0n }
      back.set(key, { quantity: known.quantity + line.quantity, value: known.value + worth(line) })
    }
    return [...back].flatMap(([key, { quantity, value }]) => {
      const line = byKey.get(key)
      if (line === undefined || quantity > -line.quantity)
        return [`${key}: ${quantity} came back of ${-(line?.quantity ?? 0)}`]
      return quantity === -line.quantity && value !== -worth(line)
        ? [`${key}: cost ${-worth(line)}, and came back for ${value}`]
        : []
    })
  },
}

export const productions: Rule = {
  name: 'what is made is worth what it took',
  broken: (facts) => {
    const worth = worthNow(facts)
    const made = facts.lines.filter(({ kind }) => kind === 'production')
    return Sums.of(made.map((line) => [line.movementId, worth(line)])).unlike(new Sums(), 'made and taken differ by')
  },
}

export const values: Rule = {
  name: 'what left cost what it should by the way its item is valued, in the order in which it left',
  broken: (facts) => {
    const worth = worthNow(facts)
    const items = itemsById(facts)
    const byPool = new Map<string, Line[]>()
    for (const line of facts.lines) {
      const lines = byPool.get(poolOf(line))
      if (lines === undefined) byPool.set(poolOf(line), [line])
      else lines.push(line)
    }
    return [...byPool.values()].flatMap((lines) => {
      const item = items.get(lines[0]?.itemId ?? '')
      return item === undefined ? [] : wronglyValued(item, lines, worth)
    })
  },
}

const inTransit = 'Inventory:InTransit'

/** The account on the other side of a line; what is booked later of it may go elsewhere. */
function counterOf(line: Line, costAccount: string): { readonly now: string | null; readonly later: string | null } {
  const own = line.account
  switch (line.kind) {
    case 'receipt':
    case 'supplierReturn':
      return {
        now: own ?? 'GoodsReceived',
        later: line.kind === 'receipt' ? (own ?? 'GoodsReceived') : 'StockDifferences',
      }
    case 'issue':
    case 'consumption':
    case 'customerReturn':
      return { now: own ?? costAccount, later: own ?? costAccount }
    case 'gift':
      return { now: 'COGS:Gifts', later: 'COGS:Gifts' }
    case 'waste':
      return { now: 'Wastage', later: 'Wastage' }
    case 'transferOut':
      return { now: inTransit, later: 'COGS:Adjustments' }
    case 'transferIn':
      return { now: inTransit, later: inTransit }
    case 'adjustment':
    case 'count':
      return { now: own ?? 'StockDifferences', later: own ?? 'StockDifferences' }
    default:
      return { now: null, later: null }
  }
}

export const books: Rule = {
  name: 'accounts of the books are what pools are worth and movements cost',
  broken: (facts) => {
    const items = itemsById(facts)
    const lines = new Map(facts.lines.map((line) => [lineKey(line), line]))
    const should = new Sums()
    const book = (branch: string, account: string | null, by: bigint) => {
      if (account !== null) should.add(`${branch} ${account}`, by)
    }
    for (const { branch, itemId, value } of facts.pools) book(branch, items.get(itemId)?.stockAccount ?? null, value)
    for (const line of facts.lines)
      book(line.branch, counterOf(line, items.get(line.itemId)?.costAccount ?? '').now, -line.value)
    for (const cost of facts.costs) {
      const line = lines.get(lineKey(cost))
      const costAccount = items.get(cost.itemId)?.costAccount ?? ''
      if (line === undefined) continue
      const account =
        cost.kind === 'short'
          ? costAccount
          : cost.kind === 'price'
            ? 'GoodsReceived'
            : counterOf(line, costAccount).later
      book(cost.branch, account, -cost.amount)
    }
    const is = Sums.of(facts.books.map(({ branch, account, balance }) => [`${branch} ${account}`, balance]))
    const onTheWay = Sums.of(
      facts.books.filter(({ account }) => account === inTransit).map(({ balance }) => ['on the way', balance]),
    )
    const sent = facts.transfers.filter(({ status }) => status === 'inTransit')
    const sentValue = (row: (typeof sent)[number]): bigint =>
      sentLines(row).reduce((sum, line) => sum + BigInt(line.value), 0n)
    return [
      ...is.unlike(should, 'the books say'),
      ...onTheWay.unlike(Sums.of(sent.map((row) => ['on the way', sentValue(row)])), 'the books say'),
    ]
  },
}
