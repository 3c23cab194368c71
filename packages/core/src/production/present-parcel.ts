/** Parcels as callers see them. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { parcelChanged } from './events.ts'
import type { ParcelRow, PieceRow } from './tables.ts'

export const parcelStates = ['out', 'back', 'closed'] as const
export const pieceStates = ['out', 'back', 'passed', 'passedWithFlaws', 'rejected', 'withdrawn'] as const

export const parcelHeadSchema = z.object({
  id: z.string(),
  branch: z.string(),
  supplierId: z.string(),
  /** The carrier's or the lab's number of it. */
  reference: z.string().nullable(),
  sentOn: z.string(),
  sentAt: z.string(),
  sentBy: z.string(),
  /** When the last of it is expected. */
  expectedOn: z.string(),
  /** Pieces in it, those at the lab, and those back and not inspected. */
  pieces: z.int(),
  out: z.int(),
  back: z.int(),
  /** `out` while a piece is, `back` while one waits for inspection, then `closed`. */
  state: z.enum(parcelStates),
})

export const pieceSchema = z.object({
  id: z.string(),
  parcelId: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  labJobId: z.string(),
  quantity: z.int(),
  /** The proof that is made, and the hash of its pages. */
  proofId: z.string().nullable(),
  proofHash: z.string().nullable(),
  state: z.enum(pieceStates),
  /** How often it was at the lab. */
  round: z.int(),
  expectedOn: z.string(),
  backOn: z.string().nullable(),
})

export const parcelSchema = z.object({ ...parcelHeadSchema.shape, items: z.array(pieceSchema) })

export interface ParcelHead extends z.output<typeof parcelHeadSchema> {}
/** A parcel with what is in it. */
export interface Parcel extends z.output<typeof parcelSchema> {}

export function presentParcelHead({ version: _version, ...row }: ParcelRow): ParcelHead {
  return { ...row, state: row.state as ParcelHead['state'] }
}

export function presentParcel(row: ParcelRow, pieces: readonly PieceRow[]): Parcel {
  const items = pieces.map(({ version: _version, branch: _branch, ...piece }) => {
    return { ...piece, state: piece.state as Parcel['items'][number]['state'] }
  })
  return { ...presentParcelHead(row), items }
}

export function tellParcel(
  context: CommandContext,
  { id: parcelId, supplierId, out, back }: ParcelRow,
  of: { readonly change: string; readonly lineIds: string[] },
): void {
  context.emit(parcelChanged, { parcelId, supplierId, out, back, ...of })
}
