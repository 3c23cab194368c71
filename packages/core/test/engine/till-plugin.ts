/** A till for tests of what is lost: money that moves between drawers, once a slip, and a subscriber that notes every move. */
import { z } from 'zod'
import { defineEvent } from '../../src/engine/event.ts'
import { job } from '../../src/engine/job.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { id, int, text } from '../../src/storage/column.ts'
import { defineTable } from '../../src/storage/table.ts'

export const drawers = defineTable({ name: 'till_drawers', columns: { id: id(), balance: int() } })

export const moves = defineTable({
  name: 'till_moves',
  columns: { id: id(), slip: text(40), from: text(40), to: text(40), amount: int() },
  uniques: [{ name: 'slip', columns: ['slip'] }],
  appendOnly: true,
})

/** Not unique: what is noted twice shows. */
export const notes = defineTable({
  name: 'till_notes',
  columns: { id: id(), about: text(40), by: text(20) },
  appendOnly: true,
})

export const moved = defineEvent({ name: 'till.moved', version: 1, schema: z.object({ moveId: z.string() }) })

const note = job({
  name: 'till.noteLater',
  input: z.object({ moveId: z.string() }),
  async run(context, { moveId }) {
    context.store.insert(notes, { id: context.newId(), about: moveId, by: 'job' })
  },
})

export const move = operation({
  name: 'till.move',
  summary: 'Moves money from one drawer to another.',
  kind: 'command',
  input: z.strictObject({ slip: z.string(), from: z.string(), to: z.string(), amount: z.int() }),
  output: z.object({ moveId: z.string(), slip: z.string() }),
  async run(context, { slip, from, to, amount }) {
    await context.store.accumulate(
      drawers,
      [
        { id: from, balance: -amount },
        { id: to, balance: amount },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
      ['balance'],
    )
    const row = context.store.insert(moves, { id: context.newId(), slip, from, to, amount })
    context.emit(moved, { moveId: row.id })
    context.schedule(note, { moveId: row.id })
    return { moveId: row.id, slip }
  },
})

const listOf = <Row extends z.ZodType>(row: Row) => z.array(row)

export const books = operation({
  name: 'till.books',
  summary: 'Reads everything.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.object({
    drawers: listOf(z.object({ id: z.string(), balance: z.int() })),
    moves: listOf(z.object({ id: z.string(), slip: z.string(), from: z.string(), to: z.string(), amount: z.int() })),
    notes: listOf(z.object({ about: z.string(), by: z.string() })),
  }),
  async run({ store }) {
    return {
      drawers: await store.find(drawers, { orderBy: ['id'], limit: 'all' }),
      moves: await store.find(moves, { orderBy: ['id'], limit: 'all' }),
      notes: await store.find(notes, { orderBy: ['id'], limit: 'all' }),
    }
  },
})

export const till = definePlugin({
  name: 'till',
  version: '1.0.0',
  tables: [drawers, moves, notes],
  operations: { move, books },
  events: [moved],
  jobs: [note],
  roles: { teller: ['till.*'] },
  subscribers: [
    subscribe({
      name: 'notes',
      to: [moved],
      async handle(context, event) {
        context.store.insert(notes, { id: context.newId(), about: event.data.moveId, by: 'subscriber' })
      },
    }),
  ],
})
