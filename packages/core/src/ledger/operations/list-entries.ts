import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { readCorrections } from '../corrections.ts'
import type { PostedEntry, PostedLine } from '../post-entry.ts'
import { type JournalEntry, journalEntrySchema, presentEntry } from '../present-entry.ts'
import { datesWithin, idText, pageMembers, rangeMembers } from '../shapes.ts'
import { ledgerEntries, ledgerLines } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  ...rangeMembers,
  /** Entries with a line on this account. */
  account: idText.optional(),
  branch: idText.optional(),
  orderId: idText.optional(),
})

export interface ListEntries extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListEntries> = schema

const outputShape = z.object({ items: z.array(journalEntrySchema), next: z.string().nullable() })

export interface Journal extends z.output<typeof outputShape> {
  items: JournalEntry[]
}

const output: z.ZodType<Journal> = outputShape

type Asked = z.output<typeof schema>

/** The journal in the order of its dates. Three statements; four for one account. */
export const entries: Operation<'query', ListEntries, Journal, never> = operation({
  name: 'ledger.entries',
  summary: 'Lists journal entries with their lines and what corrects them by date, account, branch or order.',
  kind: 'query',
  input,
  output,
  async run(context, asked) {
    const page = await (asked.account === undefined
      ? byEntry(context, asked)
      : byAccount(context, asked, asked.account))
    const ids = page.items.map((entry) => entry.id)
    const lines = await context.store.find(ledgerLines, {
      where: { entryId: { in: ids } },
      orderBy: ['entryId', 'line'],
      limit: 'all',
    })
    const linesOf = new Map<string, PostedLine[]>(ids.map((id) => [id, []]))
    for (const line of lines) linesOf.get(line.entryId)?.push(line)
    const corrections = await readCorrections(context.store, ids)
    const items = page.items.map((entry) => presentEntry(entry, linesOf.get(entry.id) ?? [], corrections(entry.id)))
    return { items, next: page.next }
  },
})

interface EntryPage {
  readonly items: readonly PostedEntry[]
  readonly next: string | null
}

function byEntry({ store }: QueryContext, { limit, cursor, branch, orderId, ...range }: Asked): Promise<EntryPage> {
  return store.page(ledgerEntries, {
    where: present({ branch, orderId, businessDate: datesWithin(range) }),
    orderBy: ['businessDate', 'id'],
    limit,
    cursor,
  })
}

/**
 * Pages over the lines of the account. An entry with several of them may lie across two pages: the cursor remembers the
 * last entry that was shown, so that it is not shown again.
 */
async function byAccount({ store }: QueryContext, asked: Asked, account: string): Promise<EntryPage> {
  const { limit, cursor = '', branch, orderId, ...range } = asked
  const dot = cursor.indexOf('.')
  const shown = cursor.slice(0, Math.max(dot, 0))
  const page = await store.page(ledgerLines, {
    where: { account, ...present({ branch, orderId, businessDate: datesWithin(range) }) },
    orderBy: ['businessDate', 'entryId', 'line'],
    limit,
    cursor: cursor === '' ? undefined : cursor.slice(dot + 1),
  })
  const ids = [...new Set(page.items.map((line) => line.entryId))].filter((id) => id !== shown)
  const found = await store.find(ledgerEntries, {
    where: { id: { in: ids } },
    orderBy: ['businessDate', 'id'],
    limit: 'all',
  })
  const last = page.items.at(-1)
  return { items: found, next: page.next === null || last === undefined ? null : `${last.entryId}.${page.next}` }
}
