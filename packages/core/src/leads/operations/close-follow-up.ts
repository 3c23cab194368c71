/** Says what came of a follow-up, or that it is needed no more; and moves one. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { parseInstant } from '../../values/instant.ts'
import { FollowUpClosed, FollowUpPast, FollowUpUnknown } from '../errors.ts'
import { followUpClosed } from '../events.ts'
import { planFollowUp, scheduleReminder, usualReminder } from '../plan-follow-up.ts'
import { type FollowUp, followUpOutput, presentFollowUp } from '../present-follow-up.ts'
import { idText, word } from '../shapes.ts'
import { type FollowUpRow, leadsFollowUps } from '../tables.ts'

const time = z.iso.datetime({ offset: true })

const finishSchema = z.strictObject({
  followUpId: idText,
  /** What came of it: reached, noAnswer, bought or a word of the studio's own. */
  result: word,
  note: z.string().trim().max(1000).optional(),
  /** What is to be done next about the same person. */
  next: z
    .strictObject({
      dueAt: time,
      kind: word.optional(),
      task: z.string().trim().min(1).max(500).optional(),
      /** The same owner unless told. */
      ownerId: idText.nullish(),
    })
    .optional(),
})
const cancelSchema = z.strictObject({ followUpId: idText, note: z.string().trim().max(1000).optional() })
const moveSchema = z.strictObject({
  followUpId: idText,
  dueAt: time.optional(),
  ownerId: idText.nullish(),
})

const finishedSchema = z.object({ followUp: followUpOutput, next: followUpOutput.nullable() })

export interface FinishFollowUp extends z.input<typeof finishSchema> {}
export interface FinishedFollowUp extends z.output<typeof finishedSchema> {}
export interface CancelFollowUp extends z.input<typeof cancelSchema> {}
export interface MoveFollowUp extends z.input<typeof moveSchema> {}

const finishInput: z.ZodType<z.output<typeof finishSchema>, FinishFollowUp> = finishSchema
const finishOutput: z.ZodType<FinishedFollowUp> = finishedSchema
const cancelInput: z.ZodType<z.output<typeof cancelSchema>, CancelFollowUp> = cancelSchema
const moveInput: z.ZodType<z.output<typeof moveSchema>, MoveFollowUp> = moveSchema

/** @throws FOLLOW_UP_UNKNOWN, FOLLOW_UP_CLOSED */
async function holdOpen({ store }: CommandContext, followUpId: string): Promise<FollowUpRow> {
  const row = await store.getForUpdate(leadsFollowUps, followUpId)
  if (row === undefined) throw FollowUpUnknown.create({ followUpId })
  if (row.state !== 'open') throw FollowUpClosed.create({ followUpId, state: row.state })
  return row
}

async function close(
  context: CommandContext,
  row: FollowUpRow,
  said: { readonly state: 'done' | 'cancelled'; readonly result: string | null; readonly note: string | undefined },
  nextId: string | null,
): Promise<FollowUpRow> {
  const { now: closedAt, actor: closedBy } = context
  const note = said.note ?? row.note
  const closed = await context.store.update(leadsFollowUps, row, { ...said, note, closedAt, closedBy })
  const { id: followUpId, leadId, customerId, orderId, kind } = row
  const { state, result } = said
  context.emit(followUpClosed, { followUpId, leadId, customerId, orderId, kind, state, result, nextId })
  return closed
}

export const finishFollowUp = operation({
  name: 'leads.finishFollowUp',
  summary: 'Records what came of a follow-up, and plans the next one where there is one.',
  kind: 'command',
  input: finishInput,
  output: finishOutput,
  errors: [FollowUpUnknown, FollowUpClosed, FollowUpPast],
  async run(context, { followUpId, result, note, next }): Promise<FinishedFollowUp> {
    const row = await holdOpen(context, followUpId)
    const following =
      next === undefined
        ? undefined
        : await planFollowUp(context, {
            leadId: row.leadId,
            customerId: row.customerId,
            orderId: row.orderId,
            kind: next.kind ?? row.kind,
            task: next.task,
            ownerId: next.ownerId === undefined ? row.ownerId : next.ownerId,
            dueAt: timeToCome(context, next.dueAt),
            previousId: followUpId,
          })
    const closed = await close(context, row, { state: 'done', result, note }, following?.id ?? null)
    return {
      followUp: presentFollowUp(closed, context.now),
      next: following === undefined ? null : presentFollowUp(following, context.now),
    }
  },
})

export const cancelFollowUp = operation({
  name: 'leads.cancelFollowUp',
  summary: 'Cancels a follow-up that is needed no more.',
  kind: 'command',
  input: cancelInput,
  output: followUpOutput,
  errors: [FollowUpUnknown, FollowUpClosed],
  async run(context, { followUpId, note }): Promise<FollowUp> {
    const row = await holdOpen(context, followUpId)
    return presentFollowUp(await close(context, row, { state: 'cancelled', result: null, note }, null), context.now)
  },
})

export const moveFollowUp = operation({
  name: 'leads.moveFollowUp',
  summary: 'Moves a follow-up to another time, or gives it to somebody else.',
  kind: 'command',
  input: moveInput,
  output: followUpOutput,
  errors: [FollowUpUnknown, FollowUpClosed, FollowUpPast],
  async run(context, { followUpId, dueAt, ownerId }): Promise<FollowUp> {
    const row = await holdOpen(context, followUpId)
    const owner = ownerId === undefined ? {} : { ownerId }
    if (dueAt === undefined) {
      return presentFollowUp(await context.store.update(leadsFollowUps, row, owner), context.now)
    }
    const due = timeToCome(context, dueAt)
    const remindAt = row.remindAt === null ? null : await usualReminder(context, due)
    const moved = { ...owner, dueAt: due, remindAt, remindedAt: null }
    const changed = await context.store.update(leadsFollowUps, row, moved)
    if (remindAt !== null) scheduleReminder(context, { followUpId, remindAt })
    return presentFollowUp(changed, context.now)
  },
})

/** @throws FOLLOW_UP_PAST */
function timeToCome({ now }: CommandContext, given: string): string {
  const dueAt = parseInstant(given)
  if (dueAt < now) throw FollowUpPast.create({ dueAt, now })
  return dueAt
}
