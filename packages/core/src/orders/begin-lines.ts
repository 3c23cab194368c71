/** Where a new line begins on its way. */
import type { CommandContext } from '../engine/context.ts'
import { type Flow, openFlowBook, type SoldItem, standingIn } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'

/** Answers where a line of an item begins, by the flows in force. Costs no statement while the settings are known. */
export async function lineBeginnings(
  context: CommandContext,
  of: { readonly branch: string; readonly promised: CalendarDate | null },
) {
  const { now, businessDate, actor } = context
  const book = await openFlowBook(context)
  const calendar = book.calendar(of.branch)
  const days = { entered: businessDate, shoot: null, promised: of.promised }
  const beginningOf = (flow: Flow) => ({
    ...standingIn(flow, flow.start.name, days, calendar),
    stageChangedAt: now,
    stageDate: businessDate,
    stageChangedBy: actor,
  })
  const known = new Map<Flow, ReturnType<typeof beginningOf>>()
  return (item: SoldItem) => {
    const flow = book.ofItem(item)
    const beginning = known.get(flow) ?? beginningOf(flow)
    known.set(flow, beginning)
    return beginning
  }
}
