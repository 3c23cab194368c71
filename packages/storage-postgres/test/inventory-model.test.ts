/** Whatever is done to stock on a server, one after the other and at once. */
import { clockToken, createEngine, provide } from '@calotype/core'
import { stockConformance } from '@calotype/testkit'
import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()
const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T06:00:00.000Z`

describe.skipIf(lab.absent)('a stockroom on a server', { meta: lab.meta }, () => {
  const { cases } = stockConformance({
    newStore: async () => ({
      storage: await lab.open({ schema: await lab.newSchema(), poolSize: 3, notify: false }),
      remove: async () => {},
    }),
    seeds: [201],
  })
  for (const { name, run } of cases) it(name, run)

  it('stays right where many date back at once what leads from one item to the other', async () => {
    const clock = { now: '2026-11-22T04:00:00.000Z' }
    const engine = await createEngine({
      storage: await lab.open({ schema: await lab.newSchema(), poolSize: 8, notify: false }),
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
      tenants: ['rose'],
      background: false,
      provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
    })
    const { inventory } = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } })
    // The item that is made has the smaller key, so that who follows costs by hand would lock crosswise.
    for (const code of ['album', 'paper'])
      await inventory.addItem({ code, name: code, kind: 'product', valuation: 'fifo' })
    await inventory.addRecipe({
      code: 'album',
      name: 'album',
      makesItem: 'album',
      lines: [{ item: 'paper', quantity: 2 }],
    })
    await inventory.receive({ lines: [{ item: 'paper', quantity: 100, value: '999.99' }], at: day(1) })
    await inventory.produce({ recipe: 'album', times: 20, at: day(2) })
    const work = [
      (n: number) =>
        inventory.receive({ lines: [{ item: 'paper', quantity: 3, value: `${n}.01` }], at: day(1 + (n % 9)) }),
      (n: number) => inventory.produce({ recipe: 'album', at: day(3 + (n % 9)) }),
      (n: number) => inventory.issue({ lines: [{ item: 'album', quantity: 1 }], at: day(4 + (n % 9)) }),
      (n: number) => inventory.issue({ lines: [{ item: 'paper', quantity: 1 + (n % 2) }] }),
    ]
    const done = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => work[n % work.length]?.(n)))
    const refused = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused.map((error) => error.code).filter((code) => code !== 'STOCK_BACKDATED_SHORT')).toEqual([])
    expect(await inventory.verify({})).toMatchObject({ intact: true, differing: [], accounts: [] })
    await engine.close()
  })
})
