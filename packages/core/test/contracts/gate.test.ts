/** Lines that wait for a signed contract. */
import { describe, expect, it } from 'vitest'
import { walking } from '../orders/walking.ts'
import { named, onPaper } from './studio.ts'

async function gated(gate: object = {}) {
  const studio = await walking()
  const { desk } = studio
  const neededBefore = [{ stage: 'styled', fromAmount: '4000', ...gate }]
  await desk.settings.change({ plugin: 'contracts', set: { studio: named, neededBefore } })
  return { ...studio, room: desk.contracts }
}

const signBoth = async (room: Awaited<ReturnType<typeof gated>>['room'], orderId: string) => {
  const { id: contractId } = await room.draw({ orderId })
  await room.sign({ contractId, ...onPaper })
  await room.countersign({ contractId })
  return contractId
}

describe('a stage that needs a signed contract', () => {
  it('is none unless the studio says so', async () => {
    const { shoot, bring, statements, desk } = await walking()
    const { lines } = await shoot()
    await bring(lines, 'scheduled')
    statements.length = 0
    await desk.orders.moveStage({ lines, from: 'scheduled', to: 'styled' })
    expect(statements.filter((one) => one.includes('contracts_'))).toEqual([])
  })

  it('waits until both have signed, and says what is missing', async () => {
    const { room, shoot, bring } = await gated()
    const { lines, reference, order } = await shoot()
    await bring(lines, 'scheduled')
    const next = () => bring(lines, 'styled', 'scheduled')
    await expect(next()).rejects.toMatchObject({
      code: 'VETOED',
      details: {
        plugin: 'contracts',
        reason: `Order ${order.number} has no contract; it needs a signed one before stage "styled".`,
      },
    })
    const { id: contractId } = await room.draw({ orderId: reference.orderId })
    await expect(next()).rejects.toThrow('which is not signed')
    await room.sign({ contractId, ...onPaper })
    await expect(next()).rejects.toThrow('which is signed by one side alone')
    await room.countersign({ contractId })
    await next()
  })

  it('is not passed over by an exchange either', async () => {
    const { desk, place, room } = await gated({ stage: 'designing', fromAmount: '0', outdatedPasses: true })
    await desk.catalog.addItem({ code: 'layout', kind: 'product', name: '版面', price: '99', category: 'album-add-on' })
    const { id: orderId, lines } = await place(['extra-image'])
    const lineId = lines[0]?.id ?? ''
    const exchange = () => desk.orders.exchangeLine({ orderId, lineId, item: 'layout', to: 'designing' })
    await expect(exchange()).rejects.toThrow(/has no contract; it needs a signed one before stage "designing"/)
    await signBoth(room, orderId)
    const set = { neededBefore: [{ stage: 'designing', fromAmount: '0', secondSale: true }] }
    await desk.settings.change({ plugin: 'contracts', set })
    await expect(exchange()).rejects.toThrow(/let the line go on before it/)
    await desk.settings.change({
      plugin: 'contracts',
      set: { neededBefore: [{ ...set.neededBefore[0], stage: 'designing', outdatedPasses: true }] },
    })
    await exchange()
  })

  it('is not passed over', async () => {
    const { desk, shoot, bring, room } = await gated()
    const { lines, reference } = await shoot()
    await bring(lines, 'scheduled')
    const skip = () => desk.orders.moveStage({ lines, from: 'scheduled', to: 'shot', reason: '客户自带妆' })
    await expect(skip()).rejects.toMatchObject({ code: 'VETOED' })
    await signBoth(room, reference.orderId)
    await skip()
  })

  it('waits for an amendment where the order was changed since, unless the studio lets that pass', async () => {
    for (const outdatedPasses of [false, true]) {
      const { desk, shoot, bring, room } = await gated({ outdatedPasses })
      const { lines, reference } = await shoot()
      await bring(lines, 'scheduled')
      await signBoth(room, reference.orderId)
      // Whoever looks at what follows the commit would not know yet.
      await desk.orders.addLine({ orderId: reference.orderId, line: { item: 'album-12' } })
      const next = bring(lines, 'styled', 'scheduled')
      if (outdatedPasses) {
        await next
      } else {
        await expect(next).rejects.toThrow('it needs one drawn anew and signed')
        await signBoth(room, reference.orderId)
        await bring(lines, 'styled', 'scheduled')
      }
    }
  })

  it('asks nothing of small orders, other branches, other kinds and second sale', async () => {
    for (const gate of [{ fromAmount: '4999.01' }, { branches: ['north'] }, { shootTypes: ['children'] }]) {
      const { shoot, bring } = await gated(gate)
      await bring((await shoot()).lines, 'styled')
    }
  })

  it('costs one statement for those who need a contract, and two more to see that it is current', async () => {
    const { desk, shoot, bring, room, statements } = await gated()
    const many = [await shoot(), await shoot(), await shoot()]
    for (const { reference } of many) await signBoth(room, reference.orderId)
    const lines = many.flatMap((one) => one.lines)
    await bring(lines, 'scheduled')
    statements.length = 0
    await desk.orders.moveStage({ lines, from: 'scheduled', to: 'styled' })
    expect(statements.filter((one) => one.includes('contracts_'))).toHaveLength(2)
    expect(statements.length).toBeLessThanOrEqual(14)
  })
})

describe('what a cancellation keeps', () => {
  it('stands on the contract as it is charged: by the stages of the flows that its lines walk', async () => {
    const { desk, shoot } = await walking()
    await desk.settings.change({ plugin: 'contracts', set: { studio: named } })
    const { reference } = await shoot()
    const { id: contractId, content } = await desk.contracts.draw({ orderId: reference.orderId })
    expect(content).toMatchObject({
      terms: {
        cancellation: {
          charges: [
            { stage: 'shot', percent: 50 },
            { stage: 'selected', percent: 100 },
            { stage: 'designing', percent: 50 },
            { stage: 'sentOut', percent: 100 },
          ],
          claimBeyondPaid: false,
        },
      },
    })
    const { rendered } = await desk.contracts.render({ contractId, format: 'text', language: 'en' })
    expect(rendered).toContain('on 50 % of its price')
    expect(rendered).toContain('the higher is kept, and no more than was paid.')
    await desk.settings.change({ plugin: 'orders', set: { cancellationCharges: [], claimBeyondPaid: true } })
    const { differences, outdated } = await desk.contracts.check({ contractId })
    expect([outdated, differences.map(({ about }) => about)]).toEqual([false, ['cancellation']])
  })
})
