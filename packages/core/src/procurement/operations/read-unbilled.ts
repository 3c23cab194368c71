import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { accounts, readTotals } from '../../ledger/index.ts'
import { payablesSuppliers } from '../../payables/index.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { isClaim } from '../open-goods.ts'
import { dateText, idText } from '../shapes.ts'
import { procurementMoves } from '../tables.ts'

const schema = z.strictObject({
  branch: idText.optional(),
  /** As it stood at the end of this business date; now unless told. */
  asOf: dateText.optional(),
})

export interface ReadUnbilled extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadUnbilled> = schema

const sums = {
  /** Goods and charges that no bill has come for, at what was agreed. */
  toBill: z.string(),
  /** What suppliers are to credit or replace. */
  claims: z.string(),
  /** toBill less claims. */
  net: z.string(),
}

const outputShape = z.object({
  asOf: z.string(),
  currency: z.string(),
  /** The most first; null is what was received from nobody in particular. */
  suppliers: z.array(z.object({ supplierId: z.string().nullable(), name: z.string(), ...sums })),
  total: z.object(sums),
  /** What the account GoodsReceived owes in the books. */
  account: z.string(),
  /** The account less the total: zero, unless something posted to the account past this room. */
  difference: z.string(),
})

export interface Unbilled extends z.output<typeof outputShape> {}

const output: z.ZodType<Unbilled> = outputShape

/** What was received and not billed, as of any date, from the facts, held against the books. At most five statements. */
export const unbilled: Operation<'query', ReadUnbilled, Unbilled, never> = operation({
  name: 'procurement.unbilled',
  summary: 'Tells what was received and not billed, and that the books say the same.',
  kind: 'query',
  input,
  output,
  async run({ store, businessDate, studio: { currency } }, { branch, asOf = businessDate }) {
    const rows = await store.aggregate(procurementMoves, {
      where: { ...present({ branch }), businessDate: { lte: asOf } },
      groupBy: ['supplierId', 'openKind'],
      measures: { amount: { of: 'sum', column: 'amount' } },
      limit: 'all',
    })
    const branches = branch === undefined ? undefined : [branch]
    const wanted = { to: asOf, branches, accounts: [accounts.goodsReceived] }
    const [booked] = await readTotals(store, { ...wanted, groupBy: ['account'] })
    const ids = [...new Set(rows.map((row) => row.supplierId))]
    const known = await store.find(payablesSuppliers, {
      where: { id: { in: ids.filter((supplierId) => supplierId !== null) } },
      limit: 'all',
    })
    const names = new Map(known.map((row) => [row.id, row.name]))
    const money = (minor: bigint) => Money.ofMinor(minor, currency)
    const summed = (own: typeof rows) => {
      let [toBill, claims] = [0n, 0n]
      for (const { openKind, amount } of own) {
        if (isClaim({ kind: openKind })) claims -= amount
        else toBill += amount
      }
      return { toBill: money(toBill), claims: money(claims), net: money(toBill - claims) }
    }
    const suppliers = ids
      .map((supplierId) => ({ supplierId, ...summed(rows.filter((row) => row.supplierId === supplierId)) }))
      .filter(({ toBill, claims }) => !toBill.isZero() || !claims.isZero())
      .sort((a, b) => b.net.compareTo(a.net) || (`${a.supplierId}` < `${b.supplierId}` ? -1 : 1))
    const total = summed(rows)
    const account = money((booked?.credit ?? 0n) - (booked?.debit ?? 0n))
    const shown = ({ toBill, claims, net }: typeof total) => ({
      toBill: toBill.toString(),
      claims: claims.toString(),
      net: net.toString(),
    })
    return {
      asOf,
      currency,
      suppliers: suppliers.map(({ supplierId, ...own }) => ({
        supplierId,
        name: supplierId === null ? '' : (names.get(supplierId) ?? ''),
        ...shown(own),
      })),
      total: shown(total),
      account: account.toString(),
      difference: account.minus(total.net).toString(),
    }
  },
})
