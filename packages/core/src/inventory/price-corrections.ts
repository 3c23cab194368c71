/** Goods that turn out to have cost more or less than they were received at: the difference follows them. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, recordFact } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { addToTotals } from './add-totals.ts'
import { AccountSums, postStockEntry } from './book-movement.ts'
import type { LineInPlace } from './check-lines.ts'
import { MovementNotReversible, MovementUnknown } from './errors.ts'
import type { MovementDraft } from './movement-draft.ts'
import { inventoryCosts, inventoryLines } from './tables.ts'

interface Correcting {
  readonly draft: MovementDraft
  readonly movementId: string
  readonly lines: readonly LineInPlace[]
  readonly bookedOn: CalendarDate
}

export interface PriceCorrected {
  readonly entryId: string | null
  readonly changes: readonly { readonly movementId: string; readonly line: number; readonly delta: bigint }[]
}

/**
 * Books what received lines are worth more or less, and keeps it with them. What of it belongs to goods that left since is worked
 * out afterwards. Undefined of other kinds of movement.
 *
 * @throws MOVEMENT_UNKNOWN; MOVEMENT_NOT_REVERSIBLE where a line would be worth less than nothing
 */
export async function keepPriceCorrections(
  context: CommandContext,
  { draft, movementId, lines, bookedOn }: Correcting,
): Promise<PriceCorrected | undefined> {
  if (draft.kind !== 'priceCorrection') return undefined
  const { store, branch } = context
  const received = await receivedLines(context, lines)
  const sums = new AccountSums()
  for (const line of lines) {
    const delta = line.value?.minor ?? 0n
    sums.add(line.item.stockAccount, delta)
    sums.add(line.against ?? draft.against ?? accounts.goodsReceived, -delta)
  }
  const entryId = await postStockEntry(context, { kind: draft.kind, bookedOn, sums, memo: draft.reason })
  const changes = lines.flatMap((line) => {
    const delta = line.value?.minor ?? 0n
    const row = received.get(`${line.of?.movementId}:${line.of?.line}`)
    if (row === undefined || delta === 0n) return []
    recordFact(context, inventoryCosts, {
      id: context.newId(),
      branch,
      itemId: line.itemId,
      movementId: row.movementId,
      line: row.line,
      causeId: movementId,
      bookedOn,
      at: context.now,
      kind: 'price',
      currency: context.studio.currency,
      amount: delta,
      entryId,
    })
    const { businessDate, locationId, itemId, kind } = row
    addToTotals(context, [{ itemId, locationId, kind, quantity: 0, value: delta, businessDate, bookedOn }])
    return [{ movementId: row.movementId, line: row.line, delta }]
  })
  await store.flush()
  return { entryId, changes }
}

async function receivedLines({ store, branch }: CommandContext, lines: readonly LineInPlace[]) {
  const movementIds = [...new Set(lines.flatMap(({ of }) => of?.movementId ?? []))]
  const rows = await store.find(inventoryLines, { where: { movementId: { in: movementIds }, branch }, limit: 'all' })
  const costs = await store.find(inventoryCosts, { where: { movementId: { in: movementIds }, branch }, limit: 'all' })
  const known = new Map(rows.map((row) => [`${row.movementId}:${row.line}`, { ...row }]))
  for (const { movementId, line, kind, amount } of costs) {
    if (kind === 'short') continue
    const row = known.get(`${movementId}:${line}`)
    if (row !== undefined) row.value += amount
  }
  for (const { of, itemId, value } of lines) {
    const movementId = of?.movementId ?? ''
    const row = known.get(`${movementId}:${of?.line}`)
    if (row === undefined || row.itemId !== itemId || row.quantity <= 0) {
      throw MovementUnknown.create({ movementId, line: of?.line ?? null })
    }
    if (row.kind === 'production' || row.kind === 'customerReturn') {
      throw MovementNotReversible.create({ movementId, rule: 'brought goods at the cost of others: correct those' })
    }
    row.value += value?.minor ?? 0n
    if (row.value < 0n) {
      const rule = `would be worth ${Money.ofMinor(row.value, row.currency)}, less than nothing`
      throw MovementNotReversible.create({ movementId, rule })
    }
  }
  return known
}
