/** What a stage demands to know of a line that is brought there. Pure. */
import type { Stage, StageField } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { LineFieldMissing } from './errors.ts'
import type { HeldLine } from './hold-lines.ts'

/** What is known of a line with its move: noted before, or given with it. */
export type KnownFields = Readonly<Record<StageField, CalendarDate | null>>

/** @throws LINE_FIELD_MISSING for the first that nothing says */
export function requireFields({ order, line }: HeldLine, stage: Stage, known: KnownFields): void {
  const field = stage.fields.find((one) => known[one] === null)
  if (field !== undefined) {
    throw LineFieldMissing.create({ number: order.number, line: line.line, stage: stage.name, field })
  }
}
