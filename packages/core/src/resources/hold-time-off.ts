/** Takes hold of a time off for a step. */
import type { CommandContext } from '../engine/context.ts'
import { TimeOffStateRefused, TimeOffUnknown } from './errors.ts'
import { requireResource } from './find-resource.ts'
import { type ResourceRow, resourcesTimeOff, type TimeOffRow } from './tables.ts'
import { afterStep, type TimeOffState, type TimeOffStep } from './time-off-state.ts'

export interface HeldTimeOff {
  readonly row: TimeOffRow
  readonly resource: ResourceRow
  /** The state after the step. */
  readonly state: TimeOffState
}

/** Two statements. Locked until the command ends. @throws TIME_OFF_UNKNOWN, TIME_OFF_STATE_REFUSED */
export async function holdTimeOff(context: CommandContext, timeOffId: string, step: TimeOffStep): Promise<HeldTimeOff> {
  const row = await context.store.getForUpdate(resourcesTimeOff, timeOffId)
  if (row === undefined) throw TimeOffUnknown.create({ timeOffId })
  const state = afterStep(row.state as TimeOffState, step)
  if (state === undefined) throw TimeOffStateRefused.create({ timeOffId, state: row.state, action: step })
  return { row, resource: await requireResource(context, row.resourceId), state }
}

/** What events of a time off carry. */
export const toldOf = ({ id: timeOffId, resourceId, startsAt: from, endsAt: to }: TimeOffRow) => ({
  timeOffId,
  resourceId,
  from,
  to,
})
