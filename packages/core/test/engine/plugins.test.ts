import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { customField } from '../../src/engine/custom-field.ts'
import { before, on } from '../../src/engine/hook.ts'
import { defineHookPoint } from '../../src/engine/hook-point.ts'
import { declarationsToken } from '../../src/engine/load-plugins.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { defineRegistry, entry } from '../../src/engine/registry.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { provide, token } from '../../src/engine/tokens.ts'
import { date, id, int, json, nullable, text } from '../../src/storage/column.ts'
import { changeDocument } from '../../src/engine/house/index.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'

import { defineTable } from '../../src/storage/table.ts'
import { boxes, boxPut, keeper, putBox, shelf, shelfEngine } from './bench-plugin.ts'

const named = (name: string, options: Partial<Parameters<typeof definePlugin>[0]> = {}) =>
  definePlugin({ name, version: '1.0.0', ...options })

describe('loading plugins', () => {
  it('sorts them by what they need', async () => {
    const { engine } = await shelfEngine({
      plugins: [named('c', { requires: { b: '*' } }), named('b', { requires: { a: '^1.0.0' } }), named('a')],
    })
    expect(engine.plugins.slice(-4)).toEqual(['a', 'b', 'c', 'host'])
  })

  it.each([
    [
      'a circle',
      [named('a', { requires: { b: '*' } }), named('b', { requires: { a: '*' } })],
      'PLUGIN_CYCLE',
      /a → b → a/,
    ],
    ['a missing plugin', [named('a', { requires: { ghost: '^2.0.0' } })], 'PLUGIN_MISSING', /"a" needs plugin "ghost"/],
    [
      'a range that does not fit',
      [named('a', { requires: { shelf: '^2.0.0' } })],
      'PLUGIN_RANGE',
      /shelf \^2\.0\.0; loaded is 1\.2\.0/,
    ],
    ['an engine range that does not fit', [named('a', { engine: '^9.0.0' })], 'PLUGIN_RANGE', /engine \^9/],
    ['two of one name', [named('a'), named('a')], 'PLUGIN_COLLISION', /plugin "a"/],
    [
      'a table of a name that is taken',
      [
        named('shelf2'),
        named('x', {
          tables: [
            defineTable({ name: 'x_t', columns: { id: id() } }),
            defineTable({ name: 'x_t', columns: { id: id() } }),
          ],
        }),
      ],
      'PLUGIN_COLLISION',
      /table "x_t"/,
    ],
    [
      'a table outside its name',
      [named('x', { tables: [defineTable({ name: 'shelf_more', columns: { id: id() } })] })],
      'PLUGIN_INVALID',
      /must begin with "x_"/,
    ],
    [
      'an event of a name that is taken',
      [
        named('x', {
          events: [
            { ...boxPut, name: 'x.happened' },
            { ...boxPut, name: 'x.happened' },
          ],
        }),
      ],
      'PLUGIN_COLLISION',
      /event "x\.happened"/,
    ],
    [
      'a role with a permission that nothing asks for',
      [named('x', { roles: { keeper: ['shelf.putt'] } })],
      'PLUGIN_INVALID',
      /role "keeper" the permission "shelf\.putt"/,
    ],
    [
      'a hook on a point that nobody declares',
      [named('x', { hooks: [on(defineHookPoint('no.where'), () => {})] })],
      'PLUGIN_INVALID',
      /no\.where/,
    ],
    [
      'a subscriber of an event that nobody declares',
      [
        named('x', {
          subscribers: [subscribe({ name: 's', to: [{ ...boxPut, name: 'shelf.boxput' }], handle: async () => {} })],
        }),
      ],
      'PLUGIN_INVALID',
      /shelf\.boxput/,
    ],
    ['a version that is none', [named('x', { version: 'one' })], 'PLUGIN_INVALID', /not semver/],
    [
      'a need that the store cannot meet',
      [named('x', { needs: ['durable'] })],
      'CAPABILITY_MISSING',
      /"x" needs storage that can do "durable"; memory cannot/,
    ],
    [
      'a custom field on a table that allows none',
      [
        named('x', {
          tables: [defineTable({ name: 'x_t', columns: { id: id() } })],
          customFields: [
            customField({ table: defineTable({ name: 'x_u', columns: { id: id() } }), name: 'f', column: int() }),
          ],
        }),
      ],
      'PLUGIN_INVALID',
      /allows none/,
    ],
    [
      'personal data in facts',
      [
        named('x', {
          tables: [
            defineTable({ name: 'x_t', columns: { id: id(), name: { ...text(), personal: true } }, appendOnly: true }),
          ],
        }),
      ],
      'TABLE_INVALID',
      /personal column "name"/,
    ],
    [
      'an index over json',
      [
        named('x', {
          tables: [
            defineTable({ name: 'x_t', columns: { id: id(), j: json() }, indexes: [{ name: 'j', columns: ['j'] }] }),
          ],
        }),
      ],
      'TABLE_INVALID',
      /json column/,
    ],
  ])('refuses %s and names both sides', async (_what, plugins, code, message) => {
    await expect(shelfEngine({ plugins })).rejects.toMatchObject({ code })
    await expect(shelfEngine({ plugins })).rejects.toThrow(message)
  })

  it('refuses an operation whose name and place differ', () => {
    expect(() => definePlugin({ name: 'x', version: '1.0.0', operations: { put: putBox } })).toThrow(/x\.put/)
  })

  it('refuses an event, hook point, job, registry or permission outside its name', () => {
    expect(() => named('x', { events: [boxPut] })).toThrow(/event "shelf\.boxPut", whose name must begin with "x\."/)
    expect(() => named('x', { hookPoints: [defineHookPoint('y.point')] })).toThrow(/hook point "y\.point"/)
    expect(() => named('x', { permissions: ['shelf.more'] })).toThrow(/permission "shelf\.more"/)
  })

  it.each([
    [{ migrate: 'chek' }, 'migrate', /'apply' or 'check'/],
    [{ storge: 1 }, 'storge', /is no option/],
    [{ background: { lease: 1 } }, 'background.lease', /is no option/],
    [{ background: { leaseMs: 0 } }, 'background.leaseMs', /above 0/],
    [{ background: 'yes' }, 'background', /true, false/],
    [{ connectionPatienceMs: -1 }, 'connectionPatienceMs', /from 0/],
  ])('an option that is misspelt or out of its range is named: %j', async (options, option, rule) => {
    await expect(shelfEngine(options as never)).rejects.toMatchObject({
      code: 'ENGINE_INVALID',
      details: { option, rule: expect.stringMatching(rule) },
    })
  })

  it('refuses a role of the host with a permission that nothing asks for', async () => {
    await expect(shelfEngine({ roles: { viewer: ['shelf.raed'] } })).rejects.toMatchObject({ code: 'ENGINE_INVALID' })
    const { engine } = await shelfEngine({ roles: { viewer: ['shelf.read', 'audit.*'] } })
    await engine.as({ ...keeper, actor: { id: 'v', roles: ['viewer'] } }).shelf.read()
  })

  it('registries take entries of any plugin; a key that is taken is refused', async () => {
    const colours = defineRegistry<{ code: string }>('palette.colours', (colour) => colour.code)
    const palette = named('palette', { registries: [colours], entries: [entry(colours, { code: 'red' })] })
    const more = named('more', { requires: { palette: '*' }, entries: [entry(colours, { code: 'blue' })] })
    const { engine } = await shelfEngine({ plugins: [palette, more] })
    expect(engine.resolve(declarationsToken).entries.get('palette.colours')).toEqual([
      { code: 'red' },
      { code: 'blue' },
    ])
    await expect(
      shelfEngine({ plugins: [palette, named('again', { entries: [entry(colours, { code: 'red' })] })] }),
    ).rejects.toThrow(/entry of palette\.colours "red"/)
    await expect(
      shelfEngine({ plugins: [named('alone', { entries: [entry(colours, { code: 'red' })] })] }),
    ).rejects.toThrow(/no loaded plugin defines/)
  })

  it('a registry looks at what was added when the engine starts, other registries included', async () => {
    const sizes = defineRegistry<string>('palette.sizes', (size) => size)
    const colours = defineRegistry<{ code: string; size: string }>(
      'palette.colours',
      (colour) => colour.code,
      (added, entriesOf) => {
        for (const { code, size } of added) {
          if (!entriesOf(sizes).includes(size)) throw new Error(`colour ${code} has the unknown size ${size}`)
        }
      },
    )
    const palette = named('palette', { registries: [colours, sizes], entries: [entry(sizes, 'small')] })
    const wanting = (size: string) => named('more', { entries: [entry(colours, { code: 'red', size })] })
    await shelfEngine({ plugins: [wanting('small'), palette] })
    await expect(shelfEngine({ plugins: [palette, wanting('huge')] })).rejects.toThrow(
      'colour red has the unknown size huge',
    )
  })

  it('services have defaults of plugins, which a host replaces', async () => {
    const greeting = token<string>('greeting')
    const plugin = named('greeter', { provide: [provide(greeting, { useValue: 'hello' })] })
    const own = await shelfEngine({ plugins: [plugin] })
    const replaced = await shelfEngine({
      plugins: [plugin],
      provide: [provide(greeting, { useFactory: () => '你好' })],
    })
    expect([own.engine.resolve(greeting), replaced.engine.resolve(greeting)]).toEqual(['hello', '你好'])
    expect(() => own.engine.resolve(token<number>('nobody'))).toThrow(/nobody/)
  })
})

describe('custom fields', () => {
  const wedding = named('wedding', {
    customFields: [
      customField({ table: boxes, name: 'weddingDate', column: date(), indexed: true }),
      customField({ table: boxes, name: 'guests', column: int(), schema: z.int().min(1).max(500) }),
    ],
    hooks: [before(putBox, () => {})],
  })
  const reader = definePlugin({
    name: 'reader',
    version: '1.0.0',
    operations: {
      set: operation({
        name: 'reader.set',
        summary: 'Sets custom fields.',
        kind: 'command',
        input: z.strictObject({ label: z.string(), custom: z.record(z.string(), z.json()) }),
        output: z.unknown(),
        async run(context, { label, custom }) {
          const fields = context.customFields(boxes)
          const row = context.store.insert(boxes, {
            id: context.newId(),
            branch: 'main',
            label,
            count: 0,
            ...fields.toColumns(custom as never),
          } as never)
          return fields.fromRow(row)
        },
      }),
      on: operation({
        name: 'reader.on',
        summary: 'Finds by a custom field.',
        kind: 'query',
        input: z.strictObject({ weddingDate: z.string() }),
        output: z.array(z.object({ label: z.string() })),
        run: (context, { weddingDate }) =>
          context.store.find(boxes, {
            where: { ...context.customFields(boxes).toFilter({ weddingDate }) },
            limit: 'all',
          }),
      }),
    },
  })

  it('are typed, checked and queried like columns', async () => {
    const { desk } = await shelfEngine({ plugins: [wedding, reader] })
    expect(await desk.reader.set({ label: 'a', custom: { weddingDate: '2026-05-20', guests: 80 } })).toEqual({
      weddingDate: '2026-05-20',
      guests: 80,
    })
    await desk.reader.set({ label: 'b', custom: {} })
    expect(await desk.reader.on({ weddingDate: '2026-05-20' })).toEqual([{ label: 'a' }])
    await expect(desk.reader.set({ label: 'c', custom: { guests: 0 } })).rejects.toMatchObject({
      code: 'CUSTOM_FIELD_INVALID',
    })
    await expect(desk.reader.set({ label: 'c', custom: { weddingDate: '2026-02-30' } })).rejects.toThrow(
      /must be a date/,
    )
    await expect(desk.reader.set({ label: 'c', custom: { guest: 1 } })).rejects.toThrow(
      /Use one of|no custom field "guest"/,
    )
  })

  it('are added to a store that holds rows, and kept when their plugin goes', async () => {
    const disk = memoryDisk()
    const first = await shelfEngine({ storage: memory({ disk }) })
    await first.desk.shelf.put({ label: 'old' })
    await first.engine.close()
    const second = await shelfEngine({ storage: memory({ disk }), plugins: [wedding, reader] })
    await second.desk.reader.set({ label: 'a', custom: { weddingDate: '2026-05-20' } })
    expect((await second.desk.shelf.read()).map((box) => box.label)).toEqual(['a', 'old'])
    await second.engine.close()
    const third = await shelfEngine({ storage: memory({ disk }) })
    expect(third.engine.migrations.undeclared).toEqual(['shelf_boxes.xWeddingDate', 'shelf_boxes.xGuests'])
    expect(await third.desk.shelf.read()).toHaveLength(2)
  })
})

describe('settings', () => {
  const priced = named('priced', {
    settings: z.object({ rate: z.string().default('5'), round: z.boolean().default(true) }),
  })

  it('have defaults, can be changed by studio, and are refused when they break their schema', async () => {
    const { engine, desk } = await shelfEngine({
      plugins: [priced],
      settings: { priced: { rate: '7' } },
      tenants: ['rose', 'lily'],
    })
    expect(await desk.settings.read({ plugin: 'priced' })).toEqual({
      plugin: 'priced',
      value: { rate: '7', round: true },
    })
    await desk.settings.change({ plugin: 'priced', set: { round: false } })
    expect((await desk.settings.read({ plugin: 'priced' })).value).toEqual({ rate: '7', round: false })
    const lily = engine.as({ ...keeper, tenant: 'lily' })
    expect((await lily.settings.read({ plugin: 'priced' })).value).toEqual({ rate: '7', round: true })
    await expect(desk.settings.change({ plugin: 'priced', set: { round: 'yes' } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      details: { setting: 'round' },
    })
    await desk.settings.change({ plugin: 'priced', set: { round: null } })
    expect((await desk.settings.read({ plugin: 'priced' })).value).toEqual({ rate: '7', round: true })
    await expect(desk.settings.read({ plugin: 'shelf' })).rejects.toMatchObject({ code: 'SETTINGS_UNKNOWN' })
  })

  it('given by the host are checked when the engine starts', async () => {
    await expect(shelfEngine({ plugins: [priced], settings: { priced: { rate: 5 } } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    })
    await expect(shelfEngine({ settings: { nobody: {} } })).rejects.toMatchObject({ code: 'SETTINGS_UNKNOWN' })
  })
})

describe('a document of a plugin', () => {
  const board = { name: 'board.notes', settings: z.object({ notes: z.array(z.string()).default([]) }) } as const
  const pin = operation({
    name: 'board.pin',
    summary: 'Pins a note.',
    kind: 'command',
    input: z.strictObject({ note: z.string() }),
    output: z.object({}),
    async run(context, { note }) {
      await context.store.lock(['board.notes'])
      const { notes } = await context.settings(board)
      await changeDocument(context, board, { notes: [...notes, note] })
      return {}
    },
  })
  const read = operation({
    name: 'board.read',
    summary: 'Reads the notes, and who asks for them.',
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ notes: z.array(z.string()), roles: z.array(z.string()), hooked: z.boolean() }),
    async run(context) {
      const { notes } = await context.settings(board)
      return { notes, roles: [...context.roles()], hooked: context.isHooked({ name: 'before board.pin' }) }
    },
  })
  const plugin = (over: object = {}) =>
    definePlugin({ name: 'board', version: '1.0.0', documents: [board], operations: { pin, read }, ...over })

  it('is kept by studio, changed by its operations alone, and read at once by whoever asks next', async () => {
    const { engine } = await shelfEngine({ plugins: [plugin()], tenants: ['rose', 'lily'] })
    const as = (tenant: string) =>
      engine.as({ ...keeper, tenant, actor: { id: 'x', roles: ['owner', { role: 'manager', branches: ['west'] }] } })
    const desk = as('rose') as unknown as {
      board: { pin(given: object): Promise<object>; read(): Promise<object> }
      settings: { change(given: object): Promise<object>; read(given: object): Promise<object> }
    }
    expect(await desk.board.read()).toEqual({ notes: [], roles: ['owner'], hooked: false })
    await desk.board.pin({ note: 'a' })
    await desk.board.pin({ note: 'b' })
    expect(await desk.board.read()).toMatchObject({ notes: ['a', 'b'] })
    expect(await (as('lily') as unknown as typeof desk).board.read()).toMatchObject({ notes: [] })
    const unknown = { code: 'SETTINGS_UNKNOWN' }
    await expect(desk.settings.read({ plugin: 'board.notes' })).rejects.toMatchObject(unknown)
    const set = { plugin: 'board.notes', set: { notes: [] } }
    await expect(desk.settings.change(set)).rejects.toMatchObject(unknown)
  })

  it('must be named after its plugin, and have a value from the beginning', async () => {
    const foreign = { name: 'shelf.notes', settings: board.settings }
    expect(() => plugin({ documents: [foreign] })).toThrow('must begin with "board."')
    const demanding = { name: 'board.notes', settings: z.object({ notes: z.array(z.string()) }) }
    await expect(shelfEngine({ plugins: [plugin({ documents: [demanding] })] })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    })
  })
})

describe('the data of a person', () => {
  it('are exported whole, and erased everywhere but in the books', async () => {
    const { desk } = await shelfEngine()
    const box = await desk.shelf.put({ label: 'red', owner: 'Wang Fang', idempotencyKey: 'k1' })
    const exported = await desk.people.export({ kind: 'customer', id: box.id })
    expect(exported.tables).toEqual([
      {
        table: 'shelf_boxes',
        plugin: 'shelf',
        rows: [{ id: box.id, branch: 'main', label: 'red', owner: 'Wang Fang', count: 0, version: 1 }],
      },
    ])
    expect(await desk.people.erase({ kind: 'customer', id: box.id, reason: 'asked by letter' })).toMatchObject({
      blanked: 1,
    })
    expect(JSON.stringify(await desk.people.export({ kind: 'customer', id: box.id }))).not.toContain('Wang Fang')
    expect(JSON.stringify(await desk.audit.history({ table: 'shelf_boxes', recordId: box.id }))).not.toContain(
      'Wang Fang',
    )
    await expect(desk.shelf.put({ label: 'red', owner: 'Wang Fang', idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'ANSWER_ERASED',
    })
    expect((await desk.shelf.read())[0]).toMatchObject({ label: 'red' })
    await expect(desk.people.export({ kind: 'visitor', id: 'x' })).rejects.toMatchObject({
      code: 'PERSON_KIND_UNKNOWN',
    })
  })
})

describe('the schema of a store', () => {
  const table = (columns: Parameters<typeof defineTable>[0]['columns']) =>
    named('x', { tables: [defineTable({ name: 'x_t', columns: { id: id(), ...columns } })] })
  const fill = definePlugin({
    name: 'y',
    version: '1.0.0',
    operations: {},
  })

  it('is brought up to date once, and then left alone', async () => {
    const disk = memoryDisk()
    const first = await shelfEngine({ storage: memory({ disk }) })
    expect(first.engine.migrations.steps.length).toBeGreaterThan(5)
    await first.engine.close()
    const second = await shelfEngine({ storage: memory({ disk }), migrate: 'check' })
    expect(second.engine.migrations.steps).toEqual([])
    expect(fill.name).toBe('y')
  })

  it('that is missing is named to who only checks', async () => {
    await expect(shelfEngine({ migrate: 'check' })).rejects.toMatchObject({
      code: 'SCHEMA_MISSING',
      message: 'The store is empty: it has none of the tables.',
      mend: expect.stringContaining("migrate: 'apply'"),
    })
  })

  it('of a newer generation is refused', async () => {
    const disk = memoryDisk()
    await (
      await shelfEngine({
        storage: memory({ disk }),
        plugins: [named('x', { generation: 2, tables: [defineTable({ name: 'x_t', columns: { id: id() } })] })],
      })
    ).engine.close()
    await expect(shelfEngine({ storage: memory({ disk }), plugins: [table({})] })).rejects.toMatchObject({
      code: 'SCHEMA_TOO_NEW',
      details: { owner: 'x', found: 2, known: 1 },
    })
  })

  it('that would change the kind of a column is refused, and named', async () => {
    const disk = memoryDisk()
    await (await shelfEngine({ storage: memory({ disk }), plugins: [table({ a: text() })] })).engine.close()
    await expect(shelfEngine({ storage: memory({ disk }), plugins: [table({ a: int() })] })).rejects.toThrow(
      /x_t\.a \(x\) is stored as text and declared as int/,
    )
    await expect(
      shelfEngine({ storage: memory({ disk }), plugins: [table({ a: nullable(text()) })] }),
    ).rejects.toMatchObject({
      code: 'MIGRATION_REFUSED',
    })
  })
})

it('the shelf plugin can be loaded by several engines', () => {
  expect(shelf.operations.put.kind).toBe('command')
})
