/** Two engines on one disk: what is signed is what the order was. */
import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { openStudio } from '../orders/studio.ts'
import { agreed, furnish, onPaper } from './studio.ts'

async function twoEngines() {
  const disk = memoryDisk()
  const studios = [
    await openStudio({ storage: memory({ disk }) }),
    await openStudio({ storage: memory({ disk }) }),
  ] as const
  await furnish(studios[0].desk)
  const deskOf = (turn: number) => studios[turn % 2 === 0 ? 0 : 1].desk
  return { deskOf, studios }
}

const failed = (outcomes: readonly ({ ok: true } | { ok: false; error: { code: string } })[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]))

describe('two engines on one disk', () => {
  it('sign a contract once', async () => {
    const { deskOf } = await twoEngines()
    for (let round = 0; round < 5; round++) {
      const { contractId } = await agreed(deskOf(round), `1380000000${round}`)
      const outcomes = await Promise.all(
        [0, 1, 2, 3].map((turn) => deskOf(turn + round).contracts.sign.attempt({ contractId, ...onPaper })),
      )
      expect(failed(outcomes)).toEqual(Array(3).fill('CONTRACT_SIGNED'))
      expect((await deskOf(1).contracts.get({ contractId })).consents).toHaveLength(1)
    }
  })

  it('sign while the order is changed: what was signed is what the order then was, or it is refused', async () => {
    const { deskOf, studios } = await twoEngines()
    for (let round = 0; round < 8; round++) {
      const { contractId, orderId } = await agreed(deskOf(round), `1380000000${round}`)
      const [changed, signed] = await Promise.all([
        deskOf(round).orders.addLine.attempt({ orderId, line: { item: 'frame' } }),
        deskOf(round + 1).contracts.sign.attempt({ contractId, ...onPaper }),
      ])
      expect(changed.ok).toBe(true)
      if (!signed.ok) expect(signed.error.code).toBe('CONTRACT_OUTDATED')
      for (const { engine } of studios) await engine.settle()
      const contract = await deskOf(0).contracts.get({ contractId })
      expect(contract.outdated).toBe(true)
      expect(contract.consents).toHaveLength(signed.ok ? 1 : 0)
    }
  })

  it('draw an order anew once for each change, and number contracts without gap or double', async () => {
    const { deskOf } = await twoEngines()
    const { orderId } = await agreed(deskOf(0))
    await deskOf(1).orders.addLine({ orderId, line: { item: 'frame' } })
    const drawn = await Promise.all([0, 1, 2, 3].map((turn) => deskOf(turn).contracts.draw({ orderId })))
    expect(drawn.filter((one) => one.drawn)).toHaveLength(1)
    expect(new Set(drawn.map(({ number }) => number))).toEqual(new Set(['HTmain-2026-0001-2']))
    const made = await Promise.all([1, 2, 3].map((turn) => agreed(deskOf(turn), `1390000000${turn}`)))
    expect(made.map(({ contract }) => contract.number).sort()).toEqual([
      'HTmain-2026-0002',
      'HTmain-2026-0003',
      'HTmain-2026-0004',
    ])
    const { items } = await deskOf(0).contracts.versions({ orderId })
    expect(items.map(({ version, linked }) => [version, linked])).toEqual([
      [1, true],
      [2, true],
    ])
  })

  it('countersign while it is declared void: signed before, or refused', async () => {
    const { deskOf } = await twoEngines()
    for (let round = 0; round < 5; round++) {
      const { contractId, orderId } = await agreed(deskOf(round), `1380000000${round}`)
      const [signed, voided] = await Promise.all([
        deskOf(round).contracts.countersign.attempt({ contractId }),
        deskOf(round + 1).contracts.void.attempt({ contractId, reason: 'race' }),
      ])
      expect(voided.ok).toBe(true)
      if (!signed.ok) expect(signed.error.code).toBe('CONTRACT_VOID')
      expect((await deskOf(0).contracts.list({ orderId })).items).toMatchObject([{ state: 'void' }])
    }
  })

  it('withdraw a consent once', async () => {
    const { deskOf } = await twoEngines()
    const { contractId, orderId } = await agreed(deskOf(0))
    const { consent } = await deskOf(0).contracts.sign({ contractId, consent: 'images', ...onPaper })
    const outcomes = await Promise.all(
      [0, 1, 2].map((turn) => deskOf(turn).contracts.withdraw.attempt({ consentId: consent.id })),
    )
    expect(failed(outcomes)).toEqual(Array(2).fill('CONSENT_WITHDRAWN'))
    expect((await deskOf(1).contracts.consents({ orderId })).items.map(({ inForce }) => inForce)).toEqual([false])
  })
})
