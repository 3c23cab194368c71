import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainStart, injective, nextLink, rowEncoder } from '../../src/ledger/seal-encoding.ts'
import { ledgerLines } from '../../src/ledger/tables.ts'
import { openStudio } from './counter.ts'

const encodedLine = rowEncoder(ledgerLines)

describe('the encoding of the chain', () => {
  it('is never the same for two different lists of texts', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('1', ':', '2', 'a', '，', '😀', '') }), { maxLength: 5 })
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(injective(one) === injective(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
      { numRuns: 2000 },
    )
    expect(injective(['ab', 'c'])).not.toBe(injective(['a', 'bc']))
    expect(injective(['1:a'])).not.toBe(injective(['a']))
  })

  it('tells columns apart, and kinds of values, and is deaf to the order of columns', () => {
    const row = { entryId: 'e1', line: 1, method: null, category: 'cash' }
    expect(encodedLine(row)).not.toBe(encodedLine({ ...row, method: 'cash', category: null }))
    expect(encodedLine({ line: 1 })).not.toBe(encodedLine({ line: '1' }))
    expect(encodedLine({ line: 1, entryId: 'e1' })).toBe(encodedLine({ entryId: 'e1', line: 1 }))
  })

  it('leaves old links as they were when a later version adds a column', () => {
    expect(encodedLine({ line: 1, staff: null })).toBe(encodedLine({ line: 1 }))
  })

  it('begins differently in every branch of every studio', () => {
    const starts = [chainStart('rose', 'main'), chainStart('rose', 'north'), chainStart('rosem', 'ain')]
    expect(new Set(starts).size).toBe(3)
    expect(nextLink('a', 1, ['x'])).not.toBe(nextLink('a', 1, ['x', '']))
  })
})

describe('sealing', () => {
  const legs = [{ method: 'cash', amount: '9' }]

  it('follows the commits of each branch by itself, and never touches a posting', async () => {
    const { engine, as, manager } = await openStudio()
    const north = as('manager', { branch: 'north' })
    await manager.sales.open({ orderId: 'o1', total: '9', legs })
    await north.sales.open({ orderId: 'o2', total: '9', legs })
    await manager.sales.open({ orderId: 'o3', total: '9', legs })
    expect(await manager.ledger.verify({})).toMatchObject({ intact: true, verified: 0, unsealed: { count: 2 } })
    await engine.settle()
    expect(await manager.ledger.sealHead({})).toMatchObject({ branch: 'main', sequence: 2 })
    expect(await north.ledger.sealHead({})).toMatchObject({ branch: 'north', sequence: 1 })
    expect((await north.ledger.sealHead({})).hash).not.toBe((await manager.ledger.sealHead({})).hash)
  })

  it('takes in whatever the counter posts: voids, bonds given back, value topped up', async () => {
    const { engine, manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '9' })
    const receipt = await manager.ledger.takePayment({ orderId: 'o1', legs })
    await manager.ledger.voidReceipt({ receiptId: receipt.id, reason: 'wrong order' })
    await manager.ledger.takePayment({ orderId: 'o1', purpose: 'bond', legs })
    await manager.ledger.returnBond({ orderId: 'o1', reason: 'dress came back whole' })
    await engine.settle()
    expect(await manager.ledger.verify({})).toMatchObject({ intact: true, verified: 4, unsealed: { count: 0 } })
  })

  it('is done page by page for what nobody was told of', async () => {
    const { manager } = await openStudio()
    for (const orderId of ['o1', 'o2', 'o3', 'o4', 'o5']) await manager.sales.open({ orderId, total: '9', legs })
    const first = await manager.ledger.seal({ limit: 2 })
    expect(first).toMatchObject({ sequence: 2, next: expect.any(String) })
    const second = await manager.ledger.seal({ limit: 200, cursor: first.next ?? undefined })
    expect(second).toMatchObject({ sequence: 5, next: null })
    expect(await manager.ledger.seal({})).toMatchObject({ sequence: 5, hash: second.hash })
    expect(await manager.ledger.verify({})).toMatchObject({ intact: true, verified: 5, unsealed: { count: 0 } })
  })

  it('is nothing that a cashier does', async () => {
    const { cashier } = await openStudio()
    await expect(cashier.ledger.seal({})).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(cashier.ledger.verify({})).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })

  it('of a branch is not called intact by who cannot look into it', async () => {
    const { engine } = await openStudio()
    const roles = [{ role: 'manager', branches: ['north'] }]
    const { ledger } = engine.as({ tenant: 'rose', branch: 'north', actor: { id: 'an', roles } })
    for (const name of ['verify', 'sealHead', 'verifyPeriod', 'verifyTotals'] as const) {
      expect(await ledger[name]({})).toBeDefined()
      await expect(ledger[name]({ branch: 'main' })).rejects.toMatchObject({
        code: 'PERMISSION_MISSING',
        details: { permission: `ledger.${name}` },
      })
    }
  })

  it('holds over more entries than a page of the walk', async () => {
    const { engine, manager } = await openStudio()
    for (let order = 0; order < 501; order++) await manager.sales.open({ orderId: `o${order}`, total: '9', legs })
    await engine.settle()
    const { sequence, hash } = await manager.ledger.sealHead({})
    expect(await manager.ledger.verify({ expected: { sequence, hash } })).toMatchObject({ intact: true, verified: 501 })
    expect((await manager.ledger.verify({ expected: { sequence: 502, hash } })).fault).toMatchObject({
      fault: 'headUnmet',
    })
  })
})
