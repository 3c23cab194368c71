import { describe, expect, it } from 'vitest'
import { openStudio } from './counter.ts'

describe('a person', () => {
  it('is exported with what was paid; erased, the books stay whole', async () => {
    const { manager, as } = await openStudio()
    const owner = as('owner')
    await manager.sales.open({ orderId: 'o1', total: '100', legs: [{ method: 'cash', amount: '60' }] })
    const before = await owner.ledger.entries({})
    const person = { kind: 'customer', id: 'wang-fang' }
    expect(JSON.stringify(await owner.people.export(person))).toContain('Rmain-261122-0001')
    await owner.people.erase({ ...person, reason: 'asked on 22 November' })
    expect(await owner.ledger.entries({})).toEqual(before)
    expect(await owner.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '60.00', balanceDue: '40.00' })
  })
})
