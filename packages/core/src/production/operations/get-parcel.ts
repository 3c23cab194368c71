import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ParcelUnknown } from '../errors.ts'
import { type Parcel, parcelSchema, presentParcel } from '../present-parcel.ts'
import { idText } from '../shapes.ts'
import { productionParcels, productionPieces } from '../tables.ts'

const inputSchema = z.strictObject({ parcelId: idText })

export interface GetParcel extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetParcel> = inputSchema
const output: z.ZodType<Parcel> = parcelSchema

/** Two statements. */
export const getParcel = operation({
  name: 'production.parcel',
  summary: 'Reads a parcel with where each of its pieces is.',
  kind: 'query',
  input,
  output,
  errors: [ParcelUnknown],
  async run({ store }, { parcelId }) {
    const parcel = await store.get(productionParcels, parcelId)
    if (parcel === undefined) throw ParcelUnknown.create({ parcelId })
    const where = { parcelId }
    const pieces = await store.find(productionPieces, { where, orderBy: ['parcelId', 'id'], limit: 'all' })
    return presentParcel(parcel, pieces)
  },
})
