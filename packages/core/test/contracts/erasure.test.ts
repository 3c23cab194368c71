/** A person is erased, and the contract stays provable. */
import { describe, expect, it } from 'vitest'
import { agreed, onPaper, readyStudio } from './studio.ts'

describe('a person who is erased', () => {
  it('leaves contracts without a name anywhere, whose hashes still prove them', async () => {
    const { desk, engine } = await readyStudio()
    const { contractId, customer, orderId } = await agreed(desk)
    await desk.contracts.draw({ orderId, parties: [{ role: 'partner', name: '李雷', phone: '13900005678' }] })
    const { items } = await desk.contracts.versions({ orderId })
    const lastId = items[1]?.id ?? ''
    await desk.contracts.sign({ contractId: lastId, ...onPaper })
    await desk.contracts.sign({ contractId: lastId, ...onPaper, consent: 'images', signer: '李雷', role: 'partner' })
    const before = await desk.contracts.get({ contractId: lastId })
    const exported = await desk.people.export({ kind: 'customer', id: customer.id })
    expect(JSON.stringify(exported)).toContain('李雷')
    await desk.people.erase({ kind: 'customer', id: customer.id, reason: '客户要求' })
    await engine.settle()

    const after = await desk.contracts.get({ contractId: lastId })
    expect(after).toMatchObject({ hash: before.hash, state: 'partly' })
    expect(after.parties).toEqual([
      { role: 'customer', name: '', phone: null },
      { role: 'partner', name: '', phone: null },
    ])
    for (const id of [contractId, lastId]) {
      const checked = await desk.contracts.check({ contractId: id })
      expect(checked).toMatchObject({ intact: true, contentIntact: true })
      expect(checked.parties.map(({ intact }) => intact)).toEqual(checked.parties.map(() => null))
      expect(checked.consents.every(({ intact, signerIntact }) => intact && signerIntact === null)).toBe(true)
    }
    const parties = [1, 2].map((party) => ({
      table: 'contracts_parties',
      recordId: JSON.stringify([lastId, String(party)]),
    }))
    const histories = await Promise.all(parties.map((one) => desk.audit.history(one)))
    expect(histories.every(({ items: changes }) => changes.length > 0)).toBe(true)
    const told = [
      after,
      await desk.contracts.consents({ orderId }),
      await desk.contracts.versions({ orderId }),
      await desk.contracts.render({ contractId: lastId, format: 'html' }),
      ...histories,
    ]
    expect(JSON.stringify(told)).not.toMatch(/王芳|李雷|13800001234|13900005678|scans/)
    expect((await desk.contracts.render({ contractId: lastId, format: 'text' })).rendered).toContain('（已删除）')
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true, unsealed: { count: 0 } })
  })
})
