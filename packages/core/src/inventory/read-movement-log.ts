/** Pages of the log of movements: by vouchers, or of one item by its lines. */
import type { QueryContext } from '../engine/context.ts'
import { datesWithin } from '../ledger/index.ts'
import { present } from '../storage/filter.ts'
import type { Logged } from './movement-log.ts'
import { requireItems } from './read-items.ts'
import { type Named, readNamed } from './read-named.ts'
import { inventoryLines, inventoryMovements, type MovementLineRow, type MovementRow } from './tables.ts'

export interface WantedLog {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly branch?: string | undefined
  readonly item?: string | undefined
  readonly locationId?: string | undefined
  readonly kind?: string | undefined
  readonly actor?: string | undefined
  readonly orderId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface LogPage {
  readonly logged: readonly Logged[]
  readonly named: Named
  readonly next: string | null
}

type Reading = Pick<QueryContext, 'store' | 'branch'>

/** @throws STOCK_ITEM_UNKNOWN, CURSOR_INVALID */
export async function readMovementLog(context: Reading, wanted: WantedLog): Promise<LogPage> {
  const { store } = context
  const { logged, next } = await (wanted.item === undefined ? pageOfVouchers : pageOfItem)(context, wanted)
  const lines = logged.flatMap((one) => one.lines)
  const named = await readNamed(
    store,
    lines.map(({ itemId, locationId, lotId, serialId }) => ({ itemId, locationId, lotId, serialId })),
  )
  return { logged, named, next }
}

interface LoggedPage {
  readonly logged: readonly Logged[]
  readonly next: string | null
}

async function pageOfVouchers({ store, branch }: Reading, wanted: WantedLog): Promise<LoggedPage> {
  const { kind, actor, orderId, limit, cursor, locationId } = wanted
  const page = await store.page(inventoryMovements, {
    where: { branch: wanted.branch ?? branch, ...present({ kind, actor, orderId, businessDate: datesWithin(wanted) }) },
    orderBy: ['-businessDate', '-id'],
    limit,
    cursor,
  })
  const ids = page.items.map((row) => row.id)
  const lines = await linesOf(store, ids)
  const at = (line: MovementLineRow) => locationId === undefined || line.locationId === locationId
  const logged = page.items.map((movement) => ({ movement, lines: (lines.get(movement.id) ?? []).filter(at) }))
  return { logged: locationId === undefined ? logged : logged.filter((one) => one.lines.length > 0), next: page.next }
}

async function linesOf(
  store: Reading['store'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, MovementLineRow[]>> {
  const lines = new Map<string, MovementLineRow[]>()
  if (ids.length === 0) return lines
  const rows = await store.find(inventoryLines, {
    where: { movementId: { in: ids } },
    orderBy: ['movementId', 'line'],
    limit: 'all',
  })
  for (const row of rows) lines.set(row.movementId, [...(lines.get(row.movementId) ?? []), row])
  return lines
}

async function pageOfItem({ store, branch }: Reading, wanted: WantedLog): Promise<LoggedPage> {
  const { locationId, kind, orderId, limit, cursor, actor } = wanted
  const [item] = await requireItems(store, [wanted.item ?? ''])
  const page = await store.page(inventoryLines, {
    where: {
      branch: wanted.branch ?? branch,
      itemId: item?.id ?? '',
      ...present({ locationId, kind, orderId, businessDate: datesWithin(wanted) }),
    },
    orderBy: ['-at', '-movementId', '-line'],
    limit,
    cursor,
  })
  const ids = [...new Set(page.items.map((line) => line.movementId))]
  const movements =
    ids.length === 0
      ? []
      : await store.find(inventoryMovements, { where: { id: { in: ids }, ...present({ actor }) }, limit: 'all' })
  const known = new Map(movements.map((row) => [row.id, row]))
  const logged = new Map<string, { movement: MovementRow; lines: MovementLineRow[] }>()
  for (const line of page.items) {
    const movement = known.get(line.movementId)
    if (movement === undefined) continue
    const own = logged.get(line.movementId) ?? { movement, lines: [] }
    logged.set(line.movementId, own)
    own.lines.unshift(line)
  }
  return { logged: [...logged.values()], next: page.next }
}
