/** Taking hold of a parcel: the orders of its lines first, then itself. */
import type { CommandContext } from '../engine/context.ts'
import { type LabJobRow, lockLabJobs } from '../procurement/index.ts'
import { ParcelUnknown, PieceNotFitting } from './errors.ts'
import { type HeldProduction, holdProduction } from './hold-production.ts'
import { type ParcelRow, type PieceRow, productionParcels, productionPieces } from './tables.ts'

export interface HeldParcel {
  readonly held: HeldProduction
  readonly parcel: ParcelRow
  /** Every piece of it. */
  readonly all: readonly PieceRow[]
  /** The pieces asked for. */
  readonly pieces: readonly PieceRow[]
  /** Their jobs at the lab, by id. */
  readonly jobs: ReadonlyMap<string, LabJobRow>
}

/**
 * Seven statements for any number of pieces: what is in it, the locks, and how it stands now.
 *
 * @param lineIds all pieces in the state unless told
 * @throws PARCEL_UNKNOWN, PIECE_NOT_FITTING, and what `holdProduction` throws
 */
export async function holdParcel(
  context: CommandContext,
  parcelId: string,
  wanted: {
    readonly lineIds: readonly string[] | undefined
    readonly state: string
    /** In which a piece may be as well that is named. */
    readonly orState?: string
    readonly action: string
  },
): Promise<HeldParcel> {
  const { store } = context
  const { state, orState, action } = wanted
  const find = () => store.find(productionPieces, { where: { parcelId }, orderBy: ['parcelId', 'id'], limit: 'all' })
  const known = await find()
  if (known.length === 0) throw ParcelUnknown.create({ parcelId })
  const refuse = (lineId: string, at: string) => PieceNotFitting.create({ parcelId, lineId, state: at, action })
  for (const lineId of wanted.lineIds ?? []) {
    if (!known.some((piece) => piece.lineId === lineId)) throw refuse(lineId, 'not in it')
  }
  const named = known.filter(({ lineId }) => wanted.lineIds?.includes(lineId) ?? true)
  const references = named.map(({ orderId, lineId }) => ({ orderId, lineId }))
  const held = await holdProduction(context, references, { cancelledToo: true })
  const parcel = await store.getForUpdate(productionParcels, parcelId)
  if (parcel === undefined) throw ParcelUnknown.create({ parcelId })
  const all = await find()
  const pieces = all.filter((piece) => {
    if (wanted.lineIds === undefined) return piece.state === state
    if (!wanted.lineIds.includes(piece.lineId)) return false
    if (piece.state !== state && piece.state !== orState) throw refuse(piece.lineId, piece.state)
    return true
  })
  const [first] = named
  if (pieces.length === 0) throw refuse(first?.lineId ?? '', parcel.state)
  const jobs = await lockLabJobs(
    context,
    pieces.map(({ labJobId }) => labJobId),
  )
  return { held, parcel, all, pieces, jobs }
}

export const jobOf = ({ jobs }: HeldParcel, { labJobId }: PieceRow): LabJobRow => {
  const job = jobs.get(labJobId)
  if (job === undefined) throw new Error(`job "${labJobId}" is not held`)
  return job
}

/** Writes how many pieces of a parcel are where. One statement. */
export async function countParcel(
  context: CommandContext,
  parcel: ParcelRow,
  pieces: readonly PieceRow[],
): Promise<ParcelRow> {
  const out = pieces.filter(({ state }) => state === 'out')
  const back = pieces.filter(({ state }) => state === 'back').length
  const state = out.length > 0 ? 'out' : back > 0 ? 'back' : 'closed'
  const expectedOn =
    out
      .map((piece) => piece.expectedOn)
      .sort()
      .at(-1) ?? parcel.expectedOn
  return context.store.update(productionParcels, parcel, { out: out.length, back, state, expectedOn })
}

/** All pieces with those replaced that were changed. */
export function withPieces(all: readonly PieceRow[], changed: readonly PieceRow[]): PieceRow[] {
  const after = new Map(changed.map((piece) => [piece.id, piece]))
  return all.map((piece) => after.get(piece.id) ?? piece)
}
