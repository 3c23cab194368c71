/** What was found of pieces that came back, and what becomes of them. Pure. */
import { z } from 'zod'
import { payers } from '../orders/index.ts'
import { dateText, idText, reasonText } from './shapes.ts'

export const inspectedPiece = z
  .strictObject({
    lineId: idText,
    result: z.enum(['passed', 'passedWithFlaws', 'rejected', 'missing']),
    /** Units that are not good or not there; all of the piece that the lab has to answer for unless told. */
    units: z.int().min(1).max(100_000).optional(),
    /** Of what is rejected: one of the setting `causes`. */
    cause: z.string().min(1).max(40).optional(),
    /** Who pays for what is rejected; by the cause unless told. */
    payer: z.enum(payers).optional(),
    /** Of what is rejected: the lab does it `again`, or gives credit, and it is made anew (`remake`). */
    outcome: z.enum(['again', 'remake']).default('again'),
    /** Where it begins anew; with what was approved unless told. */
    to: z.enum(['approved', 'designing', 'retouching']).default('approved'),
    /** When what the lab does again, or sends after it, is expected. */
    expectedOn: dateText.optional(),
    /** Flaws, or what is wrong. Never personal data. */
    note: reasonText.optional(),
  })
  .refine(({ result, cause }) => (result === 'rejected') === (cause !== undefined), {
    message: 'must name the cause of what is rejected, and of that only',
    path: ['cause'],
  })
  .refine(({ result, units }) => units === undefined || result === 'rejected' || result === 'missing', {
    message: 'must be told of what is rejected or missing only',
    path: ['units'],
  })

export type InspectedPiece = z.output<typeof inspectedPiece>

/** Where a piece goes: on with its line, to the lab again, or to be made anew. */
export type PieceWay = 'on' | 'lab' | 'anew'

export function wayOf({ result, outcome }: Pick<InspectedPiece, 'result' | 'outcome'>): PieceWay {
  if (result === 'passed' || result === 'passedWithFlaws') return 'on'
  return result === 'rejected' && outcome === 'remake' ? 'anew' : 'lab'
}
