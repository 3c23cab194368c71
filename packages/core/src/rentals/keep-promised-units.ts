/** What is promised to customers, or out with them, leaves the stock only where somebody lost or counted it. */
import {
  beyondClaims,
  peakOverlap,
  readTaken,
  stockResource,
  type Taken,
  touchResources,
  unitResource,
} from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { inventorySerials, type MovementKind, type Moving, movingStock } from '../inventory/index.ts'
import { inTheWayTold } from './asked-lines.ts'
import { RentalUnitPromised } from './errors.ts'
import { readAway, usesOf } from './overruns.ts'
import { readCounts } from './rentable-items.ts'

/** By choice. What is wasted, adjusted or counted is gone already: that is told as a conflict. */
const leaving: readonly MovementKind[] = ['issue', 'gift', 'consumption', 'transferOut', 'supplierReturn']

const foreverAfter = '9999-12-31T00:00:00.000Z'

interface Wanted {
  readonly itemId: string
  readonly item: string
  readonly serialId: string | null
  readonly resource: string
  quantity: number
}

/** Rentable goods that would leave, by what they would be claimed as. Pure. */
function wantedOf({ branch, draft, items }: Moving): readonly Wanted[] {
  const byResource = new Map<string, Wanted>()
  for (const { itemId, serialId = null, quantity, fulfils = [] } of draft.lines) {
    const item = items.get(itemId)
    if (item?.kind !== 'rentable' || quantity >= 0) continue
    // What was reserved for sale is not counted as rentable.
    const reserved = serialId === null ? fulfils.reduce((sum, one) => sum + one.quantity, 0) : 0
    const resource = serialId === null ? stockResource(branch, itemId) : unitResource(serialId)
    const wanted = byResource.get(resource) ?? { itemId, item: item.code, serialId, resource, quantity: 0 }
    wanted.quantity -= quantity + reserved
    byResource.set(resource, wanted)
  }
  return [...byResource.values()].filter((wanted) => wanted.quantity > 0)
}

/** Under which names rentable goods that move are promised: those of the units, and that of the item in the branch. Pure. */
function namesOf({ branch, draft, items }: Moving): readonly string[] {
  return draft.lines.flatMap(({ itemId, serialId }) => {
    if (items.get(itemId)?.kind !== 'rentable') return []
    return [stockResource(branch, itemId), ...(serialId === undefined ? [] : [unitResource(serialId)])]
  })
}

/** What somebody waits for; a block or a time off is no promise. */
const promisedKinds: readonly string[] = ['rental', 'booking', 'hold']

/**
 * Whoever promises units or counted stock at the moment in which they move decides again, and what is kept in memory of them is read
 * anew. Statements: none where nothing rentable moves; else the raising of the versions, and where it leaves the claims, what is away, and two where units are only counted.
 *
 * @throws RENTAL_UNIT_PROMISED
 */
async function keepPromised(context: CommandContext, moving: Moving): Promise<void> {
  const names = namesOf(moving)
  if (names.length === 0) return
  await touchResources(context, names)
  if (!leaving.includes(moving.kind)) return
  const wanted = wantedOf(moving)
  if (wanted.length === 0) return
  const { store, now } = context
  const fromNow = { from: now, to: foreverAfter }
  const resources = wanted.map(({ resource }) => resource).sort()
  const claims = await readTaken(store, resources, fromNow, now)
  const away = await readAway(store, { itemIds: [...new Set(wanted.map(({ itemId }) => itemId))] })
  const promised = [...claims, ...beyondClaims(usesOf(away, now), claims)].filter(({ kind }) =>
    promisedKinds.includes(kind),
  )
  const counted = wanted.filter(({ serialId }) => serialId === null).map(({ itemId }) => itemId)
  const counts = await readCounts(context, counted)
  for (const one of wanted) {
    const standing = promised.filter(({ resource }) => resource === one.resource)
    const units = one.serialId === null ? (counts.get(one.itemId) ?? 0) : 1
    const free = Math.max(0, units - peakOverlap(standing, fromNow))
    if (standing.length > 0 && one.quantity > free) throw await refusal(context, one, free, standing)
  }
}

async function refusal(
  { store, studio, branch }: CommandContext,
  wanted: Wanted,
  free: number,
  standing: readonly Taken[],
) {
  const { serialId, item, quantity } = wanted
  const serial = serialId === null ? null : ((await store.get(inventorySerials, serialId))?.serial ?? serialId)
  const promised = standing.map((taken) => inTheWayTold(taken, serial, studio.days(branch).timeZone))
  return RentalUnitPromised.create({
    item,
    serial,
    wanted: quantity,
    free,
    promised,
  })
}

export const rentalHooks: readonly Hook[] = [on(movingStock, keepPromised)]
