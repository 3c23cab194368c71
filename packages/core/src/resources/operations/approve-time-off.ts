/** Approves a time off: from then on nobody can book over it. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type ApprovedTimeOff, approvedTimeOff, claimTimeOff, requireSecondPerson } from '../claim-time-off.ts'
import {
  ResourceUnknown,
  TimeOffMeetsBookings,
  TimeOffOverlaps,
  TimeOffOwn,
  TimeOffStateRefused,
  TimeOffUnknown,
} from '../errors.ts'
import { timeOffDecided } from '../events.ts'
import { holdTimeOff, toldOf } from '../hold-time-off.ts'
import { presentTimeOff } from '../present-time-off.ts'
import { idText, noteText } from '../shapes.ts'
import { resourcesTimeOff } from '../tables.ts'

const schema = z.strictObject({
  timeOffId: idText,
  answer: noteText.nullish(),
  /** Approve it although something is booked: that needs the permission resources.approveDespiteBookings. */
  despiteBookings: z.boolean().default(false),
})

export interface ApproveTimeOff extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ApproveTimeOff> = schema

const errors = [
  TimeOffUnknown,
  TimeOffStateRefused,
  TimeOffOwn,
  TimeOffOverlaps,
  TimeOffMeetsBookings,
  ResourceUnknown,
] as const

export const approveTimeOff: Operation<'command', ApproveTimeOff, ApprovedTimeOff, (typeof errors)[number]> = operation(
  {
    name: 'resources.approveTimeOff',
    summary: 'Approves a time off of somebody else and claims its time.',
    kind: 'command',
    input,
    output: approvedTimeOff,
    errors,
    async run(context, { timeOffId, answer = null, despiteBookings }) {
      const { row, resource, state } = await holdTimeOff(context, timeOffId, 'approve')
      context.demand('resources.approveTimeOff', resource.branch)
      requireSecondPerson(context, { timeOffId, action: 'approve', requestedBy: row.requestedBy }, resource)
      const conflicts = await claimTimeOff(context, row, resource, despiteBookings)
      const approved = await context.store.update(resourcesTimeOff, row, {
        state,
        answer,
        decidedAt: context.now,
        decidedBy: context.actor,
        despiteBookings: conflicts.length > 0,
      })
      context.emit(timeOffDecided, { ...toldOf(approved), state }, { branch: resource.branch })
      return { timeOff: presentTimeOff(approved), conflicts }
    },
  },
)
