/** What a studio decides about selections. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const stage = z.string().min(1).max(40)

const settings = z.object({
  /** Whether images on albums, frames and prints are retouched, and so count as images retouched. A selection keeps what went when it was opened. */
  retouchPlaced: z.boolean().default(true),
  /** A line that is in the first of these stages when its selection is confirmed goes on to the second, and back when it is opened again. */
  selectingStage: stage.default('selecting'),
  selectedStage: stage.default('selected'),
})

export interface SelectionSettings extends z.output<typeof settings> {}

export const selectionSettings: SettingsOf<SelectionSettings> & {
  readonly name: 'selection'
  readonly settings: z.ZodType<SelectionSettings>
} = { name: 'selection', settings }
