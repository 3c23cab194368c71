/** Shoots, images and selections as callers see them. */
import { z } from 'zod'
import { type Composition, useOf } from './content.ts'
import { entitlementNameShape, type Included, splitUse } from './entitlement.ts'
import { beforeOf, contentOf, countedOf, soldLinesOf } from './hold-selection.ts'
import { selectionStates } from './shapes.ts'
import type { ImageRow, SelectionRow, ShootRow } from './tables.ts'

export const shootSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  /** 1, 2, 3 … within the order. */
  number: z.int(),
  name: z.string(),
  reference: z.string().nullable(),
  shotDate: z.string().nullable(),
  registeredAt: z.string(),
  imageCount: z.int(),
  batches: z.int(),
})

export interface Shoot extends z.output<typeof shootSchema> {}

export function presentShoot(row: ShootRow): Shoot {
  const { id, orderId, number, name, reference, shotDate, registeredAt, imageCount, batches } = row
  return { id, orderId, number, name, reference, shotDate, registeredAt, imageCount, batches }
}

export const imageSchema = z.object({
  id: z.string(),
  shootId: z.string(),
  batch: z.int(),
  /** 1, 2, 3 … within the shoot. */
  sequence: z.int(),
  reference: z.string(),
  /** 1 to 5; 0 for none. */
  rating: z.int(),
  /** Not shown to the customer. */
  hidden: z.boolean(),
})

export interface ShootImage extends z.output<typeof imageSchema> {}

export function presentImage(
  row: ImageRow,
  mark: { readonly rating: number; readonly hidden: boolean } | undefined,
): ShootImage {
  const { id, shootId, batch, sequence, reference } = row
  return { id, shootId, batch, sequence, reference, rating: mark?.rating ?? 0, hidden: mark?.hidden ?? false }
}

export const placeSchema = z.object({ imageId: z.string(), spread: z.int(), position: z.int() })

export const compositionSchema = z.object({
  id: z.string(),
  item: z.string(),
  variant: z.string().nullable(),
  quantity: z.int(),
  spreads: z.int(),
  places: z.array(placeSchema),
})

export const countedSchema = z.object({
  ...entitlementNameShape,
  /** Within the package. */
  included: z.int(),
  /** Beyond it. */
  extra: z.int(),
})

export const selectionSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  /** 1, 2, 3 … of its line. */
  number: z.int(),
  /** `closed` where its line was cancelled before it was confirmed. */
  state: z.enum(selectionStates),
  openedAt: z.string(),
  openedBy: z.string(),
  confirmedAt: z.string().nullable(),
  confirmationId: z.string().nullable(),
  /** Images picked for retouching. */
  retouch: z.array(z.string()),
  /** Images of which the customer gets the unretouched file. */
  originals: z.array(z.string()),
  /** Albums, frames and prints made of picks. */
  products: z.array(compositionSchema),
  /** What it uses of the package and beyond it; while it is open, what it would use if it were confirmed now. */
  counted: z.array(countedSchema),
  /** The lines that were sold when it was confirmed. */
  extraLineIds: z.array(z.string()),
  /** Pass it back with a change, to be refused where somebody was faster. */
  revision: z.int(),
})

export interface Selection extends z.output<typeof selectionSchema> {}

/** A selection of a line that includes so much. */
export function presentSelection(row: SelectionRow, included: readonly Included[]): Selection {
  const content = contentOf(row)
  const confirmed = row.state === 'confirmed'
  const counted = confirmed ? countedOf(row) : splitUse(included, beforeOf(row), useOf(content, row.retouchPlaced))
  return {
    id: row.id,
    orderId: row.orderId,
    lineId: row.lineId,
    number: row.number,
    state: row.state as Selection['state'],
    openedAt: row.openedAt,
    openedBy: row.openedBy,
    confirmedAt: confirmed ? row.stateAt : null,
    confirmationId: row.confirmationId,
    retouch: [...content.retouch],
    originals: [...content.originals],
    products: content.products.map(presentComposition),
    counted: counted.map((one) => ({ ...one })),
    extraLineIds: [...soldLinesOf(row)],
    revision: row.revision,
  }
}

function presentComposition({ places, ...rest }: Composition) {
  return { ...rest, places: places.map((place) => ({ ...place })) }
}
