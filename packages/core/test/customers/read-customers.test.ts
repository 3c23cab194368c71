import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  customersById,
  customersByReference,
  customersRoom,
  regionText,
  requireCustomer,
} from '../../src/customers/index.ts'
import { housePlugins } from '../../src/engine/house/index.ts'
import { assembleEngine, definePlugin, operation } from '../../src/engine/index.ts'
import { countedStorage } from './counted-storage.ts'
import { codeOf } from './front-desk.ts'

const ids = z.strictObject({ ids: z.array(z.string()) })

const byReference = operation({
  name: 'reader.byReference',
  summary: 'Reads customers by reference, as an import does.',
  kind: 'command',
  input: ids,
  output: z.record(z.string(), z.string()),
  async run(context, given) {
    return Object.fromEntries([...(await customersByReference(context, given.ids))].map(([key, row]) => [key, row.id]))
  },
})

const byId = operation({
  name: 'reader.byId',
  summary: 'Reads customers by id, as orders do.',
  kind: 'query',
  input: ids,
  output: z.array(z.string()),
  async run(context, given) {
    return [...(await customersById(context, given.ids)).values()].map((row) => row.name)
  },
})

const one = operation({
  name: 'reader.one',
  summary: 'Reads the region of one customer.',
  kind: 'query',
  input: z.strictObject({ id: z.string() }),
  output: z.string().nullable(),
  async run(context, { id }) {
    return regionText(await requireCustomer(context, id))
  },
})

const reader = definePlugin({ name: 'reader', version: '1.0.0', operations: { byReference, byId, one } })

async function open() {
  const counted = countedStorage()
  const engine = await assembleEngine(
    {
      storage: counted.storage,
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
      background: false,
      plugins: [...housePlugins, customersRoom, reader],
    },
    [],
  )
  const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'boss', roles: ['owner'] } })
  return { engine, desk, taken: counted.taken }
}

describe('other rooms and imports read customers', () => {
  let studio: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    studio = await open()
  })
  afterAll(() => studio.engine.close())

  it('by their references, any number in one statement, leaving out those unknown', async () => {
    const { desk, taken } = studio
    const a = await desk.customers.register({ name: '王芳', reference: 'old-1' })
    const b = await desk.customers.register({ name: '李雷', reference: 'old-2' })
    taken()
    expect(await desk.reader.byReference({ ids: ['old-1', 'old-2', 'old-3', 'old-1'] })).toEqual({
      'old-1': a.id,
      'old-2': b.id,
    })
    expect(taken().filter((one) => one.startsWith('find'))).toEqual(['find customers'])
    expect(await desk.reader.byId({ ids: [b.id, a.id] })).toHaveLength(2)
    expect(taken()).toEqual(['find customers'])
    expect(await codeOf(desk.reader.byId({ ids: [a.id, 'nobody'] }))).toBe('CUSTOMER_UNKNOWN')
  })

  it('and the region as one text, the widest part first', async () => {
    const { desk } = studio
    const here = await desk.customers.register({ name: '张敏', region: { province: '浙江', district: '西湖' } })
    const nowhere = await desk.customers.register({ name: '张伟' })
    expect(await desk.reader.one({ id: here.id })).toBe('浙江/西湖')
    expect(await desk.reader.one({ id: nowhere.id })).toBeNull()
  })
})
