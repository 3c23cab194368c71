/** Two engines on one file: a contract is signed once, for what the order then is, and whoever writes past the engine is found. */
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import { failed, twoEngines } from './two-engines.ts'

const signed = { signer: '王芳', method: 'code', reference: 'sms-1' } as const

const { deskOf, settle, file } = twoEngines({ settings: { contracts: { studio: { name: '玫瑰影楼' } } } })

let customerId = ''

beforeEach(async () => {
  const desk = deskOf(0)
  await desk.catalog.addItem({
    code: 'classic',
    kind: 'package',
    name: '经典套系',
    price: '100.00',
    entitlements: { looks: 1 },
  })
  await desk.catalog.addItem({ code: 'extra', kind: 'product', name: '加片', price: '10.00' })
  customerId = (await desk.customers.register({ name: '王芳', phone: '13800001234' })).id
})

async function drawn(turn = 0) {
  const { id: orderId } = await deskOf(turn).orders.place({ customerId, lines: [{ item: 'classic' }] })
  const { id: contractId } = await deskOf(turn).contracts.draw({ orderId })
  return { orderId, contractId }
}

describe('two engines on one file', () => {
  it('sign a contract once', async () => {
    for (let round = 0; round < 5; round++) {
      const { contractId } = await drawn(round)
      const outcomes = await Promise.all(
        [0, 1, 2, 3].map((turn) => deskOf(turn + round).contracts.sign.attempt({ contractId, ...signed })),
      )
      expect(failed(outcomes)).toEqual(Array(3).fill('CONTRACT_SIGNED'))
      expect((await deskOf(1).contracts.get({ contractId })).consents).toHaveLength(1)
    }
  })

  it('sign while the order is changed: signed for what it was before, or refused', async () => {
    for (let round = 0; round < 5; round++) {
      const { orderId, contractId } = await drawn(round)
      const [changed, outcome] = await Promise.all([
        deskOf(round).orders.addLine.attempt({ orderId, line: { item: 'extra' } }),
        deskOf(round + 1).contracts.sign.attempt({ contractId, ...signed }),
      ])
      expect(changed.ok).toBe(true)
      if (!outcome.ok) expect(outcome.error.code).toBe('CONTRACT_OUTDATED')
      await settle()
      expect(await deskOf(0).contracts.check({ contractId })).toMatchObject({ intact: true, outdated: true })
      expect((await deskOf(1).contracts.list({ orderId })).items).toMatchObject([{ contractId, outdated: true }])
    }
  })

  it('draw an order anew once, with one number', async () => {
    const { orderId } = await drawn()
    await deskOf(1).orders.addLine({ orderId, line: { item: 'extra' } })
    const all = await Promise.all([0, 1, 2, 3].map((turn) => deskOf(turn).contracts.draw({ orderId })))
    expect(all.filter((one) => one.drawn)).toHaveLength(1)
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
  })
})

describe('somebody at the file', () => {
  it.each([
    ['what a contract says', `update contracts_contracts set content = replace(content, '100.00', '900.00')`],
    ['its total', 'update contracts_contracts set total = 90000'],
    ['the name of the customer', `update contracts_parties set name = '李四'`],
    ['the words that were signed', `update contracts_consents set text = '什么都同意'`],
    ['who signed', `update contracts_signers set signer = '李四'`],
  ])('who changes %s is found', async (_, statement) => {
    const { contractId } = await drawn()
    await deskOf(0).contracts.sign({ contractId, ...signed })
    expect(await deskOf(1).contracts.check({ contractId })).toMatchObject({ intact: true })
    const database = new DatabaseSync(file())
    // Nobody is kept from this who may change the schema.
    const triggers = database.prepare(`select name from sqlite_master where type = 'trigger'`).all()
    for (const { name } of triggers) database.exec(`drop trigger "${String(name)}"`)
    expect(Number(database.prepare(statement).run().changes)).toBeGreaterThan(0)
    database.close()
    expect(await deskOf(1).contracts.check({ contractId })).toMatchObject({ intact: false })
  })
})
