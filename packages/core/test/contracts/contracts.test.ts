/** Contracts in the life of a studio: drawn, signed, amended, void. */
import { describe, expect, it } from 'vitest'
import { agreed, imageHash, onPaper, readyStudio, withoutSettings } from './studio.ts'

interface Content {
  readonly terms: {
    readonly lines: readonly { readonly entitlements: readonly object[]; readonly steps: readonly object[] }[]
  }
}

async function drawn(options: Parameters<typeof readyStudio>[0] = {}) {
  const studio = await readyStudio(options)
  const made = await agreed(studio.desk)
  return { ...studio, ...made, room: studio.desk.contracts }
}

describe('a contract that is drawn', () => {
  it('itemises what the package includes, its price, what was paid and what is due', async () => {
    const { contract } = await drawn()
    expect(contract).toMatchObject({
      number: 'HTmain-2026-0001',
      version: 1,
      state: 'unsigned',
      current: true,
      outdated: false,
      drawn: true,
      total: '4999.00',
      template: 'standard',
      templateVersion: 1,
      parties: [{ role: 'customer', name: '王芳', phone: '13800001234' }],
    })
    const { terms } = contract.content as unknown as Content
    expect(terms).toMatchObject({
      studio: { name: '玫瑰影楼' },
      discount: '0.00',
      total: '4999.00',
      paid: '900.00',
      earnest: '900.00',
      balanceDue: '4099.00',
      plan: [{ dueDate: null, amount: '4099.00' }],
      payments: [{ kind: 'receipt', purpose: 'earnest', amount: '900.00', date: '2026-11-22' }],
      cancellation: { earnestKept: 100, earnestCap: 20, otherKept: 0 },
      productNames: { 'album-12': { zh: '12 寸相册', en: '12 inch album' } },
    })
    expect(terms.lines[0]?.steps.length).toBeGreaterThan(0)
    const of = (entitlement: string, quantity: number | 'all', code: string | null = null) => ({
      entitlement,
      quantity,
      code,
    })
    expect(terms.lines[0]?.entitlements).toMatchObject([
      of('shoots', 1),
      of('outfits', 3),
      of('scenes', 4),
      of('looks', 3),
      of('imagesRetouched', 40),
      of('originals', 'all'),
      of('spreads', 20),
      { ...of('products', 1, 'album-12'), variant: 'leather' },
      { ...of('others', 1, 'trial'), name: { zh: '试妆', en: 'Trial make-up' } },
      { ...of('named', 1, 'chief'), name: { zh: '首席摄影师', en: 'The chief photographer' } },
    ])
    expect(JSON.stringify(contract.content)).not.toMatch(/王芳|13800001234/)
  })

  it('says the plan of payment that was agreed', async () => {
    const { desk, orderId, room } = await drawn()
    await desk.receivables.agreeTerms({ orderId, terms: { dates: ['2026-12-22', '2027-01-22'] } })
    const again = await room.draw({ orderId })
    expect(again.content).toMatchObject({
      terms: {
        plan: [
          { dueDate: '2026-12-22', amount: '2049.50' },
          { dueDate: '2027-01-22', amount: '2049.50' },
        ],
      },
      changes: [{ about: 'plan', outdates: false }],
    })
  })

  it('again of an order that is the same is the one that stands, whoever draws it', async () => {
    const { desk, orderId, contractId, room, clock, as } = await drawn()
    clock.at = '2026-11-23T02:00:00.000Z'
    const again = await as('cashier').contracts.draw({ orderId })
    expect(again).toMatchObject({ id: contractId, drawn: false })
    // Where the line is on its way is no part of what was agreed.
    await desk.orders.promise({ orderId, promisedDate: '2027-02-28' })
    expect(await room.draw({ orderId })).toMatchObject({ id: contractId, drawn: false })
    const partner = await room.draw({ orderId, parties: [{ role: 'partner', name: '李雷' }] })
    expect(partner).toMatchObject({ number: 'HTmain-2026-0001-2', version: 2, drawn: true })
    expect(partner.parties.map(({ name }) => name)).toEqual(['王芳', '李雷'])
  })

  it('needs a studio with a name, lines, and a session of its branch', async () => {
    const { desk, orderId, order, as, room, contractId } = await drawn()
    await expect(as('owner', 'rose', 'north').contracts.draw({ orderId })).rejects.toMatchObject({
      code: 'CONTRACT_BRANCH_DIFFERS',
      details: { number: order.number, branch: 'main', session: 'north' },
    })
    await expect(as('owner', 'rose', 'north').contracts.countersign({ contractId })).rejects.toMatchObject({
      code: 'CONTRACT_BRANCH_DIFFERS',
    })
    await desk.settings.change({ plugin: 'contracts', set: { studio: null } })
    await expect(room.draw({ orderId })).rejects.toMatchObject({ code: 'CONTRACT_STUDIO_UNNAMED' })
    await desk.settings.change({ plugin: 'contracts', set: { branches: { main: { name: '玫瑰总店' } } } })
    expect((await room.draw({ orderId })).content).toMatchObject({
      terms: { studio: { name: '玫瑰总店', phone: null } },
    })
    await desk.orders.cancel({ orderId, reason: '不拍了' })
    await expect(room.draw({ orderId })).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
    await expect(room.draw({ orderId: 'nothing' })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await expect(room.get({ contractId: 'nothing' })).rejects.toMatchObject({ code: 'CONTRACT_UNKNOWN' })
  })

  it('costs a bounded number of statements, for one line and for many', async () => {
    const { desk, statements, customer } = await drawn()
    for (const many of [1, 50]) {
      const lines = Array.from({ length: many }, () => ({ item: 'wedding' }))
      const order = await desk.orders.place({ customerId: customer.id, lines })
      statements.length = 0
      const { id: contractId } = await desk.contracts.draw({ orderId: order.id })
      expect(withoutSettings(statements).length).toBeLessThanOrEqual(17)
      statements.length = 0
      await desk.contracts.sign({ contractId, ...onPaper })
      expect(withoutSettings(statements).length).toBeLessThanOrEqual(14)
      statements.length = 0
      await desk.contracts.check({ contractId })
      expect(withoutSettings(statements).length).toBeLessThanOrEqual(16)
    }
  })
})

describe('signing', () => {
  it('takes who signs, in which role, what was shown and how; then the studio countersigns', async () => {
    const { room, contractId, clock, orderId, as } = await drawn()
    clock.at = '2026-11-22T03:00:00.000Z'
    const { consent, contract } = await as('cashier').contracts.sign({ contractId, ...onPaper })
    expect(consent).toMatchObject({
      ...{ consent: 'contract', side: 'customer', role: 'customer', method: 'paper', signer: '王芳' },
      ...{ reference: 'scans/1.png', imageHash, signedAt: '2026-11-22T03:00:00.000Z', actor: 'the-cashier' },
      withdrawn: null,
    })
    expect(consent.text).toContain('双方同意本合同')
    expect(contract).toMatchObject({ state: 'partly', customerSignedAt: clock.at, studioSignedAt: null })
    clock.at = '2026-11-22T03:05:00.000Z'
    await expect(as('cashier').contracts.countersign({ contractId })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    const done = await as('manager').contracts.countersign({ contractId })
    expect(done.contract).toMatchObject({ state: 'signed', studioSignedAt: clock.at, stateAt: clock.at })
    expect(done.consent).toMatchObject({ side: 'studio', signer: null, actor: 'the-manager' })
    expect(await room.check({ contractId })).toMatchObject({
      intact: true,
      current: true,
      outdated: false,
      differences: [],
    })
    expect((await room.list({ state: 'signed' })).items).toMatchObject([{ contractId, orderId, outdated: false }])
  })

  it('is refused twice in one role, and allowed in another', async () => {
    const { room, contractId } = await drawn()
    await room.sign({ contractId, ...onPaper })
    await expect(room.sign({ contractId, ...onPaper })).rejects.toMatchObject({ code: 'CONTRACT_SIGNED' })
    await room.sign({ contractId, ...onPaper, signer: '李雷', role: 'partner' })
    await room.countersign({ contractId })
    await expect(room.countersign({ contractId })).rejects.toMatchObject({ code: 'CONTRACT_SIGNED' })
    expect((await room.get({ contractId })).consents.map(({ role }) => role)).toEqual(['customer', 'partner', 'studio'])
  })

  it('of a picture needs its hash; a code has none', async () => {
    const { room, contractId } = await drawn()
    const { imageHash: _, ...without } = onPaper
    await expect(room.sign({ contractId, ...without })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(room.sign({ contractId, ...onPaper, imageHash: 'nothing' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
    const { consent } = await room.sign({
      contractId,
      signer: '王芳',
      method: 'code',
      reference: 'sms-7',
      role: 'guardian',
    })
    expect(consent).toMatchObject({ method: 'code', reference: 'sms-7', imageHash: null, role: 'guardian' })
  })

  it('is enough by the customer alone where the studio countersigns nothing', async () => {
    const { desk, room, contractId } = await drawn()
    await desk.settings.change({ plugin: 'contracts', set: { countersigned: false } })
    expect((await room.sign({ contractId, ...onPaper })).contract.state).toBe('signed')
  })

  it('is refused, naming what differs, where the order has changed since', async () => {
    const { desk, engine, room, contractId, orderId, order } = await drawn()
    await desk.orders.addLine({ orderId, line: { item: 'frame' } })
    await expect(room.sign({ contractId, ...onPaper })).rejects.toMatchObject({
      code: 'CONTRACT_OUTDATED',
      details: {
        number: 'HTmain-2026-0001',
        order: order.number,
        differences: ['新增第 2 行：相框，CNY 180.00', '总价由 4999.00 变为 5179.00'],
      },
    })
    await expect(room.countersign({ contractId })).rejects.toMatchObject({ code: 'CONTRACT_OUTDATED' })
    await engine.settle()
    expect((await room.list({ outdated: true })).items).toMatchObject([
      { contractId, state: 'unsigned', outdated: true },
    ])
    const again = await room.draw({ orderId })
    expect(again).toMatchObject({ number: 'HTmain-2026-0001-2', supersedesId: contractId, amendment: false })
    await expect(room.sign({ contractId, ...onPaper })).rejects.toThrow(
      'Contract HTmain-2026-0001-2 took the place of contract HTmain-2026-0001: you cannot sign it.',
    )
    expect((await room.sign({ contractId: again.id, ...onPaper })).contract.state).toBe('partly')
    expect((await room.list({ outdated: true })).items).toEqual([])
  })

  it('is not hindered by money that came since, nor by the way of its lines', async () => {
    const { desk, room, contractId, orderId } = await drawn()
    await desk.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '100.00' }] })
    await room.sign({ contractId, ...onPaper })
    const checked = await room.check({ contractId })
    expect(checked).toMatchObject({ intact: true, outdated: false })
    expect(checked.differences.map(({ about }) => about)).toEqual(['payments', 'plan'])
    await desk.orders.pickUp({ orderId, arrearsAllowed: true })
    expect(await room.check({ contractId })).toMatchObject({ outdated: false })
  })

  it('by the branch that the actor reaches: another one sees no contract', async () => {
    const { as, contractId, engine } = await drawn()
    const north = engine.as({
      tenant: 'rose',
      branch: 'north',
      actor: { id: 'mei', roles: [{ role: 'manager', branches: ['north'] }] },
    })
    await expect(north.contracts.get({ contractId })).rejects.toMatchObject({ code: 'CONTRACT_UNKNOWN' })
    await expect(north.contracts.sign({ contractId, ...onPaper })).rejects.toMatchObject({ code: 'CONTRACT_UNKNOWN' })
    expect((await north.contracts.list({})).items).toEqual([])
    await expect(as('photographer').contracts.sign({ contractId, ...onPaper })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    await expect(as('cashier').contracts.void({ contractId, reason: 'no' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })
})

describe('what is agreed to beside a contract', () => {
  it('is withdrawn for the time to come; that it was given and that it was withdrawn both stay', async () => {
    const { desk, room, contractId, customer, orderId, clock, as } = await drawn()
    clock.at = '2026-11-22T03:00:00.000Z'
    const given = await room.sign({ contractId, consent: 'images', ...onPaper })
    expect(given.contract.state).toBe('unsigned')
    expect(given.consent.text).toContain('可以随时撤回')
    clock.at = '2026-12-01T03:00:00.000Z'
    const consentId = given.consent.id
    expect((await as('photographer').contracts.consents({ orderId, consent: 'images' })).items).toMatchObject([
      { id: consentId, inForce: true, withdrawn: null },
    ])
    const gone = await room.withdraw({ consentId, reason: '不想公开' })
    expect(gone.withdrawn).toEqual({ at: clock.at, reason: '不想公开', actor: 'the-owner' })
    await expect(room.withdraw({ consentId })).rejects.toMatchObject({ code: 'CONSENT_WITHDRAWN' })
    const of = async (at?: string) =>
      (await room.consents({ customerId: customer.id, consent: 'images', ...(at === undefined ? {} : { at }) })).items
    expect((await of()).map(({ inForce }) => inForce)).toEqual([false])
    expect((await of('2026-11-30T00:00:00.000Z')).map(({ inForce }) => inForce)).toEqual([true])
    expect((await of('2026-11-20T00:00:00.000Z')).map(({ inForce }) => inForce)).toEqual([false])
    await room.sign({ contractId, consent: 'images', ...onPaper })
    expect((await of()).map(({ inForce }) => inForce)).toEqual([false, true])
    expect(await room.check({ contractId })).toMatchObject({ intact: true })
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true })
  })

  it('does not wait for the contract: after delivery, and where the order has changed', async () => {
    const { desk, room, contractId, orderId } = await drawn()
    await desk.orders.addLine({ orderId, line: { item: 'frame' } })
    await desk.orders.pickUp({ orderId, arrearsAllowed: true })
    expect((await room.sign({ contractId, consent: 'images', ...onPaper, language: 'en' })).consent.text).toContain(
      'I may withdraw it at any time',
    )
  })

  it('needs words that were shown; the contract itself is not withdrawn', async () => {
    const { room, contractId } = await drawn()
    await expect(room.sign({ contractId, consent: 'video', ...onPaper })).rejects.toMatchObject({
      code: 'CONSENT_NOT_OFFERED',
      details: { offered: ['contract', 'images'] },
    })
    const { consent } = await room.sign({ contractId, consent: 'video', ...onPaper, text: '同意拍摄花絮' })
    expect(consent).toMatchObject({ consent: 'video', text: '同意拍摄花絮' })
    const signed = await room.sign({ contractId, ...onPaper })
    await expect(room.withdraw({ consentId: signed.consent.id })).rejects.toMatchObject({
      code: 'CONSENT_NOT_WITHDRAWABLE',
    })
    await expect(room.withdraw({ consentId: 'nothing' })).rejects.toMatchObject({ code: 'CONSENT_UNKNOWN' })
    await expect(room.consents({})).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('an amendment', () => {
  it('takes the place of what both signed, names its hash, and says what it changes', async () => {
    const { desk, room, contractId, orderId, contract, engine } = await drawn()
    await room.sign({ contractId, ...onPaper })
    await room.countersign({ contractId })
    const { id: lineId } = (await desk.orders.get({ orderId })).lines[0] ?? { id: '' }
    await desk.orders.addLine({ orderId, line: { item: 'frame', quantity: 2 } })
    await desk.orders.changeLine({ orderId, lineId, discount: '99.00' })
    await engine.settle()
    expect((await room.get({ contractId })).outdated).toBe(true)
    const amendment = await room.draw({ orderId })
    expect(amendment).toMatchObject({ amendment: true, version: 2, total: '5260.00', state: 'unsigned' })
    expect(amendment.content).toMatchObject({ supersedes: { number: contract.number, hash: contract.hash } })
    const { items } = await room.versions({ orderId })
    expect(items.map(({ version, intact, linked }) => [version, intact, linked])).toEqual([
      [1, true, true],
      [2, true, true],
    ])
    expect(items[1]?.changes.map(({ words }) => words.zh)).toEqual([
      '第 1 行优惠由 0.00 变为 99.00',
      '第 1 行金额由 4999.00 变为 4900.00',
      '第 1 行的其他内容有变更',
      '新增第 2 行：相框，CNY 360.00',
      '优惠由 0.00 变为 99.00',
      '总价由 4999.00 变为 5260.00',
      '付款安排由 4099.00 变为 4360.00',
    ])
    expect(items[1]?.changes[4]?.words.en).toBe('the discount was 0.00 and is 99.00')
    expect(await room.get({ contractId })).toMatchObject({ current: false, state: null, outdated: true })
    expect((await room.get({ contractId })).consents).toHaveLength(2)
    const { rendered } = await room.render({ contractId: amendment.id, format: 'text' })
    expect(rendered).toContain('补充协议')
    expect(rendered).toContain('新增第 2 行：相框，CNY 360.00')
  })

  it('is not needed where a change is taken back', async () => {
    const { desk, room, contractId, orderId, engine } = await drawn()
    const added = await desk.orders.addLine({ orderId, line: { item: 'frame' } })
    await engine.settle()
    expect((await room.list({ outdated: true })).items).toHaveLength(1)
    await desk.orders.cancelLine({ orderId, lineId: added.lines[1]?.id ?? '' })
    await engine.settle()
    expect((await room.list({ outdated: true })).items).toEqual([])
    expect((await room.sign({ contractId, ...onPaper })).contract.state).toBe('partly')
  })
})

describe('a void contract', () => {
  it('says why, is signed no more, and the next one follows it', async () => {
    const { room, contractId, orderId } = await drawn()
    await room.sign({ contractId, ...onPaper })
    expect(await room.void({ contractId, reason: '签错了人' })).toMatchObject({ state: 'void' })
    await expect(room.void({ contractId, reason: '再次' })).rejects.toMatchObject({ code: 'CONTRACT_VOID' })
    await expect(room.countersign({ contractId })).rejects.toMatchObject({ code: 'CONTRACT_VOID' })
    expect((await room.get({ contractId })).void).toMatchObject({ reason: '签错了人', actor: 'the-owner' })
    const next = await room.draw({ orderId })
    expect(next).toMatchObject({ version: 2, drawn: true, amendment: false, state: 'unsigned' })
    await expect(room.void({ contractId, reason: '旧的' })).rejects.toMatchObject({ code: 'CONTRACT_SUPERSEDED' })
    expect((await room.render({ contractId, format: 'text' })).rendered).toContain('本合同已作废: 签错了人')
  })
})

describe('what the room tells', () => {
  it('are ids and amounts, and its facts are sealed', async () => {
    const { desk, engine, room, contractId, orderId } = await drawn()
    await room.sign({ contractId, ...onPaper })
    const { consent } = await room.sign({ contractId, consent: 'images', ...onPaper })
    await room.withdraw({ consentId: consent.id })
    await room.void({ contractId, reason: '重签' })
    await engine.settle()
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true, unsealed: { count: 0 } })
    expect((await room.list({ orderId })).items).toMatchObject([{ state: 'void' }])
  })
})
