/** A small plugin that the tests of the engine work with: a shelf of boxes. */
import { z } from 'zod'
import { assembleEngine, type EngineOptions } from '../../src/engine/assemble.ts'
import { defineEvent } from '../../src/engine/event.ts'
import { housePlugins } from '../../src/engine/house/index.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { type Clock, clockToken, provide } from '../../src/engine/tokens.ts'
import { id, int, nullable, personal, text } from '../../src/storage/column.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { defineTable } from '../../src/storage/table.ts'
import { defineError } from '../../src/values/calotype-error.ts'
import { addMillis, type Instant } from '../../src/values/instant.ts'

export const boxes = defineTable({
  name: 'shelf_boxes',
  columns: { id: id(), branch: id(), label: text(20), owner: personal(nullable(text(50))), count: int() },
  uniques: [{ name: 'label', columns: ['label'] }],
  branch: 'branch',
  customFields: true,
  subject: { kind: 'customer', column: 'id' },
})

export const boxPut = defineEvent({
  name: 'shelf.boxPut',
  version: 1,
  schema: z.object({ boxId: z.string(), count: z.int() }),
})

export const BoxUnknown = defineError<{ id: string }>({
  code: 'BOX_UNKNOWN',
  status: 404,
  summary: 'There is no such box.',
  message: ({ id }) => `There is no box "${id}".`,
  mend: 'Put it first.',
})

const box = z.object({ id: z.string(), label: z.string(), count: z.int(), branch: z.string() })
export interface Box extends z.output<typeof box> {}

export const putBox = operation({
  name: 'shelf.put',
  summary: 'Puts a box on the shelf.',
  kind: 'command',
  input: z.strictObject({
    label: z.string().min(1).max(20),
    owner: z.string().max(50).optional(),
    count: z.int().min(0).default(0),
  }),
  output: box as z.ZodType<Box>,
  async run(context, { label, owner, count }) {
    const row = context.store.insert(boxes, {
      id: context.newId(),
      branch: context.branch,
      label,
      owner: owner ?? null,
      count,
    })
    context.emit(boxPut, { boxId: row.id, count })
    return row
  },
})

export const fillBox = operation({
  name: 'shelf.fill',
  summary: 'Puts things into a box.',
  kind: 'command',
  input: z.strictObject({ id: z.string(), by: z.int() }),
  output: box as z.ZodType<Box>,
  errors: [BoxUnknown],
  async run(context, { id, by }) {
    const row = await context.store.get(boxes, id)
    if (row === undefined) throw BoxUnknown.create({ id })
    return context.store.update(boxes, row, { count: row.count + by })
  },
})

export const readBoxes = operation({
  name: 'shelf.read',
  summary: 'Lists the boxes.',
  kind: 'query',
  input: z.strictObject({ label: z.string().optional() }),
  output: z.array(box) as z.ZodType<Box[]>,
  async run(context, { label }) {
    return context.store.find(boxes, {
      where: label === undefined ? {} : { label },
      orderBy: ['label'],
      limit: 'all',
    })
  },
})

export const shelf = definePlugin({
  name: 'shelf',
  version: '1.2.0',
  tables: [boxes],
  operations: { put: putBox, fill: fillBox, read: readBoxes },
  events: [boxPut],
  roles: { keeper: ['shelf.*'], guest: ['shelf.read'] },
  errors: [BoxUnknown],
})

/** A clock that stands until it is moved. */
export class StandingClock implements Clock {
  #now: Instant
  constructor(now: Instant = '2026-11-22T02:00:00.000Z') {
    this.#now = now
  }
  now(): Instant {
    return this.#now
  }
  move(ms: number): void {
    this.#now = addMillis(this.#now, ms)
  }
}

export const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const

type Options<P extends readonly Plugin[]> = Partial<EngineOptions<P>>

/** An engine with the house plugins, the shelf and what a test adds; background work by hand. */
export async function shelfEngine<const P extends readonly Plugin[] = readonly []>(
  options: Options<P> = {},
  clock = new StandingClock(),
) {
  const roles = { auditor: ['audit.*'], ...options.roles }
  const given = { storage: memory(), studio, background: false, ...options, roles } as EngineOptions<P>
  const engine = await assembleEngine<readonly [...typeof housePlugins, typeof shelf, ...P]>(
    { ...given, provide: [provide(clockToken, { useValue: clock }), ...(options.provide ?? [])] } as never,
    [...housePlugins, shelf],
  )
  return { engine, clock, desk: engine.as(keeper) }
}

export const keeper = { tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['keeper', 'owner'] } } as const
