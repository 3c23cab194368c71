/** What picking and taking back ask for. */
import { z } from 'zod'
import { LineUnknown } from '../orders/index.ts'
import { pickTargets } from './content.ts'
import {
  ImageUnknown,
  LineCancelled,
  PicksTooMany,
  SelectionChanged,
  SelectionConfirmed,
  SelectionUnknown,
} from './errors.ts'
import { idText } from './shapes.ts'

/** Made for a revision: pass the one that was read, to be refused where somebody was faster. */
export const expectedRevision = z.int().min(1).optional()

export const pickInput = z.strictObject({
  selectionId: idText,
  /** `retouch`, or `originals` for the unretouched files that the customer gets. */
  target: z.enum(pickTargets).default('retouch'),
  imageIds: z.array(idText).min(1).max(1000),
  revision: expectedRevision,
})

export interface PickImages extends z.input<typeof pickInput> {}

/** What every change of an open selection may be refused with. */
export const changeErrors = [
  SelectionUnknown,
  SelectionConfirmed,
  SelectionChanged,
  LineUnknown,
  LineCancelled,
  ImageUnknown,
  PicksTooMany,
] as const
