/** Asks for time off, or enters sickness that needs no asking. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { type ApprovedTimeOff, approvedTimeOff, claimTimeOff, requireSecondPerson } from '../claim-time-off.ts'
import {
  ResourceUnknown,
  TimeOffMeetsBookings,
  TimeOffOfAnother,
  TimeOffOverlaps,
  TimeOffOwn,
  TimeOffPeriodInvalid,
} from '../errors.ts'
import { timeOffDecided, timeOffRequested } from '../events.ts'
import { ownResource, requireResource } from '../find-resource.ts'
import { toldOf } from '../hold-time-off.ts'
import { presentTimeOff } from '../present-time-off.ts'
import { zoneOf } from '../resource-book.ts'
import { dayText, idText, instantText, noteText } from '../shapes.ts'
import { type ResourceRow, resourcesTimeOff } from '../tables.ts'
import { timeOffKinds } from '../time-off-state.ts'
import { timeOffWindow } from '../time-off-window.ts'

const schema = z
  .strictObject({
    /** That of whoever asks unless told. */
    resourceId: idText.optional(),
    kind: z.enum(timeOffKinds),
    /** Local days, both included; the last is the first unless told. */
    firstDay: dayText.optional(),
    lastDay: dayText.optional(),
    /** Or by the hour: [from, to). */
    from: instantText.optional(),
    to: instantText.optional(),
    note: noteText.nullish(),
    /** Sickness is entered approved at once by whoever may approve, of somebody else. */
    approved: z.boolean().default(false),
    despiteBookings: z.boolean().default(false),
  })
  .refine(({ firstDay, lastDay, from, to }) => {
    const byDay = firstDay !== undefined && from === undefined && to === undefined
    return byDay || (firstDay === undefined && lastDay === undefined && from !== undefined && to !== undefined)
  }, 'must have firstDay (and lastDay), or from and to')
  .refine(({ kind, approved }) => !approved || kind === 'sick', {
    path: ['approved'],
    error: 'must be false but for the kind sick: leave is approved by resources.approveTimeOff',
  })

export interface RequestTimeOff extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RequestTimeOff> = schema

const errors = [
  ResourceUnknown,
  TimeOffOfAnother,
  TimeOffPeriodInvalid,
  TimeOffOverlaps,
  TimeOffOwn,
  TimeOffMeetsBookings,
] as const

/** Only what is approved is claimed: until then the resource can be booked. */
export const requestTimeOff: Operation<'command', RequestTimeOff, ApprovedTimeOff, (typeof errors)[number]> = operation(
  {
    name: 'resources.requestTimeOff',
    summary: 'Asks for leave, training or other time off, or enters sickness.',
    kind: 'command',
    input,
    output: approvedTimeOff,
    errors,
    async run(context, { resourceId, kind, note = null, approved, despiteBookings, ...asked }) {
      const { store, now, actor } = context
      const resource = await meantResource(context, resourceId)
      const window = timeOffWindow(asked, resource.timeZone ?? zoneOf(context, resource.branch), now)
      const [other] = await store.find(resourcesTimeOff, {
        where: {
          resourceId: resource.id,
          state: { in: ['requested', 'approved'] },
          endsAt: { gt: window.from },
          startsAt: { lt: window.to },
        },
        orderBy: ['startsAt', 'id'],
        limit: 1,
      })
      if (other !== undefined) {
        throw TimeOffOverlaps.create({ resource: resource.code, timeOffId: other.id, state: other.state })
      }
      const id = context.newId()
      const times = { startsAt: window.from, endsAt: window.to }
      if (approved) {
        context.demand('resources.approveTimeOff', resource.branch)
        requireSecondPerson(context, { timeOffId: id, action: 'approve', requestedBy: null }, resource)
      }
      const conflicts = approved ? await claimTimeOff(context, { id, ...times }, resource, despiteBookings) : []
      const row = store.insert(resourcesTimeOff, {
        id,
        resourceId: resource.id,
        kind,
        ...times,
        firstDay: asked.firstDay ?? null,
        lastDay: asked.lastDay ?? asked.firstDay ?? null,
        state: approved ? 'approved' : 'requested',
        note,
        requestedAt: now,
        requestedBy: actor,
        decidedAt: approved ? now : null,
        decidedBy: approved ? actor : null,
        answer: null,
        despiteBookings: conflicts.length > 0,
      })
      const when = { branch: resource.branch }
      context.emit(timeOffRequested, toldOf(row), when)
      if (approved) context.emit(timeOffDecided, { ...toldOf(row), state: row.state }, when)
      return { timeOff: presentTimeOff(row), conflicts }
    },
  },
)

/** @throws RESOURCE_UNKNOWN, TIME_OFF_OF_ANOTHER */
async function meantResource(context: CommandContext, resourceId: string | undefined): Promise<ResourceRow> {
  const permission = 'resources.timeOffOfOthers'
  const resource = resourceId === undefined ? await ownResource(context) : await requireResource(context, resourceId)
  if (resource === undefined) throw TimeOffOfAnother.create({ permission })
  if (resource.personId !== context.actor && !context.may(permission, resource.branch)) {
    throw TimeOffOfAnother.create({ permission })
  }
  context.demand('resources.requestTimeOff', resource.branch)
  return resource
}
