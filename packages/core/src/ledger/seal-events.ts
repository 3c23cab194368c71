/** What the seal hears of beside the events of entries. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { defineEvent, type EventKind } from '../engine/event.ts'

/** So many entries are told of at once: a batch of such events is sealed in one transaction, which others wait for. */
const mostAtOnce = 50

export interface FactRecorded {
  /** A table of the registry `ledger.sealedFacts`. */
  table: string
  /** Names the row within the branch. */
  key: string
}

/** A fact of its own was recorded: see `recordFact`. */
export const factRecorded: EventKind<'ledger.factRecorded', FactRecorded> = defineEvent({
  name: 'ledger.factRecorded',
  version: 1,
  schema: z.strictObject({ table: z.string(), key: z.string() }),
})

export interface HistoryPosted {
  entryIds: string[]
}

/** Entries of the past were posted, which have no event of their own: nothing happens now that anyone should act on. */
export const historyPosted: EventKind<'ledger.historyPosted', HistoryPosted> = defineEvent({
  name: 'ledger.historyPosted',
  version: 1,
  schema: z.strictObject({ entryIds: z.array(z.string()).min(1).max(mostAtOnce) }),
})

export const sealEvents = [factRecorded, historyPosted] as const

/** Tells of entries that were posted with `announce: false`, 50 at a time. Whoever posts such entries calls it once at the end. */
export function announceHistory(context: CommandContext, entryIds: readonly string[]): void {
  for (let from = 0; from < entryIds.length; from += mostAtOnce) {
    context.emit(historyPosted, { entryIds: entryIds.slice(from, from + mostAtOnce) })
  }
}
