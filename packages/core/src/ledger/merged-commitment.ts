/** What a commitment says of merges: `{ into }` where its order was merged into another, `{ from }` where others were merged into it. Pure: no I/O. */
import { z } from 'zod'
import type { Json } from '../values/json.ts'
import type { Commitment } from './standing.ts'

type Merged = Pick<Commitment, 'merged'>

const stored = z.strictObject({ into: z.string().optional(), from: z.array(z.string()).optional() })

/** The order that stands for this one; null where it stands for itself. */
export const mergedInto = ({ merged }: Merged): string | null =>
  merged === null ? null : (stored.parse(merged).into ?? null)

/** The orders that were merged into this one, whose receipts are its own, the first first. */
export const mergedFrom = ({ merged }: Merged): readonly string[] =>
  merged === null ? [] : (stored.parse(merged).from ?? [])

/** All ids under which entries of the order stand. */
export const orderIdsOf = (commitment: Merged & Pick<Commitment, 'orderId'>): readonly string[] => [
  commitment.orderId,
  ...mergedFrom(commitment),
]

export const storedInto = (survivorId: string): Json => ({ into: survivorId })

export const storedFrom = (orderIds: readonly string[]): Json => ({ from: [...orderIds] })
