import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { daysBetween } from '../../values/calendar-date.ts'
import { parcelHeadSchema, parcelStates, presentParcelHead } from '../present-parcel.ts'
import { idText, pageMembers } from '../shapes.ts'
import { productionParcels } from '../tables.ts'

const inputSchema = z.strictObject({
  ...pageMembers,
  supplierId: idText.optional(),
  /** Those that are out unless told. */
  state: z.enum(parcelStates).default('out'),
  /** Only what should have come back before today. */
  overdue: z.literal(true).optional(),
  /** That of the session unless told. */
  branch: idText.optional(),
})

const outputSchema = z.object({
  items: z.array(
    z.object({
      ...parcelHeadSchema.shape,
      /** Days since it was expected, while something of it is out; 0 while it is in time. */
      overdue: z.int(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ListParcels extends z.input<typeof inputSchema> {}
/** A page of parcels; follow `next` until it is null. */
export interface ParcelPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListParcels> = inputSchema
const output: z.ZodType<ParcelPage> = outputSchema

/** One statement at any size. */
export const listParcels = operation({
  name: 'production.parcels',
  summary: 'Lists parcels that are out, those that are expected first before the rest.',
  kind: 'query',
  input,
  output,
  async run(context, { supplierId, state, overdue, branch = context.branch, limit, cursor }) {
    const { businessDate, store } = context
    const late = overdue === true ? { expectedOn: { lt: businessDate } } : {}
    const page = await store.page(productionParcels, {
      where: { ...present({ supplierId }), branch, state, ...late },
      orderBy: ['expectedOn', 'id'],
      limit,
      cursor,
    })
    const items = page.items.map((row) => ({
      ...presentParcelHead(row),
      overdue: row.out > 0 && row.expectedOn < businessDate ? daysBetween(row.expectedOn, businessDate) : 0,
    }))
    return { items, next: page.next }
  },
})
