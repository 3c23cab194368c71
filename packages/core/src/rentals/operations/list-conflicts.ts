import { laterOf, overflows, readTaken, type Stretch, type Taken } from '../../claims/index.ts'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { inventorySerials } from '../../inventory/index.ts'
import { expectedReady, resourceOf } from '../overruns.ts'
import { isHere, readCounts } from '../rentable-items.ts'
import { rentalsBlocks, rentalsRentals } from '../tables.ts'

const schema = z.strictObject({})

export interface ListRentalConflicts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListRentalConflicts> = schema

const conflictSchema = z.object({
  itemId: z.string(),
  item: z.string(),
  serialId: z.string().nullable(),
  serial: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  /** How many are wanted at once, and how many there are. */
  wanted: z.int(),
  units: z.int(),
  /** Those that cannot all be met, buffers included, by their time. */
  between: z.array(
    z.object({
      /** rental or block; booking or hold, of a room that books the same units. */
      kind: z.string(),
      id: z.string(),
      /** Of a rental its state; blocked, booked or held of the others. */
      state: z.string(),
      from: z.string(),
      to: z.string(),
      quantity: z.int(),
    }),
  ),
})

const outputShape = z.object({ items: z.array(conflictSchema) })

/** What cannot all be met from now on. */
export interface RentalConflicts extends z.output<typeof outputShape> {}

const output: z.ZodType<RentalConflicts> = outputShape

/** Something that wants units. */
interface Wanting extends Taken {
  readonly state: string
  readonly itemId: string
  readonly item: string
  readonly serialId: string | null
  readonly serial: string | null
}

/** What others than rentals promise of units. */
const bookedStates: Readonly<Record<string, string | undefined>> = { booking: 'booked', hold: 'held' }

const states = ['reserved', 'handedOut', 'returned', 'inspected', 'cleaning', 'repair'] as const

/**
 * Where more is promised than there is: a late return over the next rental, a repair that takes longer, a unit that was lost or
 * sold. Nothing was moved: rentals.change gives one of them another unit or time. What is booked of their units counts with them; bookings that meet nothing but each
 * other are told by the agenda. Statements: rentals, blocks, claims, and one for serials or two for counts.
 */
export const conflicts: Operation<'query', ListRentalConflicts, RentalConflicts, never> = operation({
  name: 'rentals.conflicts',
  summary: 'Lists rentals that cannot all be met, and why.',
  kind: 'query',
  input,
  output,
  async run(context) {
    const { store, branch, now } = context
    const rentals = await store.find(rentalsRentals, {
      where: { branch, state: { in: states } },
      orderBy: ['id'],
      limit: 'all',
    })
    const blocks = await store.find(rentalsBlocks, {
      where: { branch, isOpen: true, endsAt: { gt: now } },
      orderBy: ['id'],
      limit: 'all',
    })
    const wanting = [
      ...rentals.map(
        (row): Wanting => ({
          ...placeOf(row),
          kind: 'rental',
          state: row.state,
          from: row.busyFrom,
          to: expectedReady(row, now),
        }),
      ),
      ...blocks.map(
        (row): Wanting => ({
          ...placeOf(row),
          kind: 'block',
          state: 'blocked',
          from: row.startsAt,
          to: row.endsAt,
        }),
      ),
    ].filter(({ to }) => to > now)
    const serialIds = [...new Set(wanting.flatMap(({ serialId }) => serialId ?? []))]
    const serials =
      serialIds.length === 0
        ? []
        : await store.find(inventorySerials, { where: { id: { in: serialIds } }, limit: 'all' })
    const here = new Set(serials.filter((serial) => isHere(serial, branch)).map(({ id }) => id))
    const counted = [...new Set(wanting.flatMap(({ serialId, itemId }) => (serialId === null ? itemId : [])))]
    const counts = await readCounts(context, counted)
    const byResource = new Map<string, Wanting[]>()
    for (const one of wanting) {
      const list = byResource.get(one.resource)
      if (list === undefined) byResource.set(one.resource, [one])
      else list.push(one)
    }
    const last = wanting.reduce((latest, { to }) => laterOf(latest, to), now)
    const taken = await readTaken(store, [...byResource.keys()].sort(), { from: now, to: last }, now)
    const items = [...byResource.values()].flatMap((own) => {
      const [first] = own
      if (first === undefined) return []
      const { itemId, serialId, resource } = first
      const units = serialId === null ? (counts.get(itemId) ?? 0) : here.has(serialId) ? 1 : 0
      const booked = taken.flatMap((one): Wanting[] => {
        const state = bookedStates[one.kind]
        return one.resource !== resource || state === undefined ? [] : [{ ...first, ...one, state }]
      })
      const over = overflows([...own, ...booked], { from: now, to: last }, units)
      const ofRentals = over.filter(({ of }) => of.some(({ kind }) => bookedStates[kind] === undefined))
      return joined(ofRentals).map((conflict) => ({
        itemId,
        item: first.item,
        serialId,
        serial: first.serial,
        units,
        ...conflict,
      }))
    })
    items.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.item < b.item ? -1 : 1))
    return { items }
  },
})

function placeOf(row: {
  readonly id: string
  readonly branch: string
  readonly itemId: string
  readonly itemCode: string
  readonly serialId: string | null
  readonly serial: string | null
  readonly quantity: number
}) {
  const { id: reference, itemId, itemCode: item, serialId, serial, quantity } = row
  return { reference, resource: resourceOf(row), itemId, item, serialId, serial, quantity }
}

/** Stretches that touch are one conflict, between all that take part in any of them. */
function joined(stretches: readonly Stretch<Wanting>[]) {
  const groups: Stretch<Wanting>[][] = []
  for (const stretch of stretches) {
    const group = groups.at(-1)
    if (group?.at(-1)?.to === stretch.from) group.push(stretch)
    else groups.push([stretch])
  }
  return groups.map((group) => ({
    from: group[0]?.from ?? '',
    to: group.at(-1)?.to ?? '',
    wanted: Math.max(...group.map(({ quantity }) => quantity)),
    between: [...new Set(group.flatMap(({ of }) => of))]
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.reference < b.reference ? -1 : 1))
      .map(({ kind, reference: id, state, from, to, quantity }) => ({ kind, id, state, from, to, quantity })),
  }))
}
