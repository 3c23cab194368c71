/** Vouchers of group-buying platforms: each is used once. */
import type { CommandContext } from '../engine/context.ts'
import { VoucherUsed } from './counter-errors.ts'
import { ledgerVouchers } from './counter-tables.ts'
import type { ReceiptLeg } from './receipt.ts'
import type { TenderedLeg } from './tender.ts'

export interface VoucherKey {
  readonly method: string
  /** As `voucherCode` writes it. */
  readonly code: string
}

/** Locks vouchers by name until the command ends, whether anybody has seen them or not. One statement. */
export async function lockVouchers({ store }: CommandContext, keys: readonly VoucherKey[]): Promise<void> {
  await store.lock(keys.map(({ method, code }) => `ledger.voucher:${method}:${code}`))
}

/** Rows are locked in one order by everybody, however the legs of a receipt stand. */
const inOrder = (keys: readonly VoucherKey[]): readonly VoucherKey[] =>
  keys.toSorted((a, b) => (`${a.method} ${a.code}` < `${b.method} ${b.code}` ? -1 : 1))

/** A voucher that is free, locked until the command ends; `use` writes the receipt that uses it. */
export interface FreeVoucher {
  use(receipt: string): Promise<void>
}

/**
 * The vouchers of the legs, locked and free. Nothing is read where no leg has one; otherwise one lock, and a read for each.
 *
 * @throws VOUCHER_USED
 */
export async function freeVouchers(
  context: CommandContext,
  legs: readonly TenderedLeg[],
): Promise<readonly FreeVoucher[]> {
  const { store } = context
  const keys = inOrder(legs.flatMap(({ method, voucher }) => (voucher === null ? [] : [{ method, code: voucher }])))
  if (keys.length === 0) return []
  await lockVouchers(context, keys)
  const seen = new Set<string>()
  const free: FreeVoucher[] = []
  for (const key of keys) {
    const name = `${key.method} ${key.code}`
    if (seen.has(name)) throw VoucherUsed.create({ ...key, receipt: 'that is being written' })
    seen.add(name)
    const row = await store.getForUpdate(ledgerVouchers, key)
    if (row !== undefined && row.receipt !== null) throw VoucherUsed.create({ ...key, receipt: row.receipt })
    free.push({
      async use(receipt) {
        if (row === undefined) store.insert(ledgerVouchers, { ...key, receipt })
        else await store.update(ledgerVouchers, row, { receipt })
      },
    })
  }
  return free
}

/** Frees the vouchers of a receipt that is voided. */
export async function releaseVouchers(context: CommandContext, legs: readonly ReceiptLeg[]): Promise<void> {
  const keys = legs.flatMap(({ method, voucher }) => (voucher === undefined ? [] : [{ method, code: voucher }]))
  for (const key of inOrder(keys)) {
    const row = await context.store.getForUpdate(ledgerVouchers, key)
    if (row !== undefined) await context.store.update(ledgerVouchers, row, { receipt: null })
  }
}
