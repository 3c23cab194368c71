import { describe, expect, it } from 'vitest'
import { withoutSettings } from '../selection/studio.ts'
import { approval, pagesOf, productionStudio, signature } from './studio.ts'

const code = (name: string) => ({ code: name })

describe('a proof', () => {
  it('waits for the customer, is approved with a signature over its pages, and moves its line', async () => {
    const { designer, reception, shown, stageOf, clock } = await productionStudio()
    const { reference, proof } = await shown()
    expect(proof).toMatchObject({ proofVersion: 1, state: 'waiting', expiresOn: '2026-12-06' })
    expect(await stageOf(reference)).toBe('awaitingProof')
    clock.at = '2026-11-25T02:00:00.000Z'
    const { items } = await reception.production.proofs({})
    expect(items).toMatchObject([{ id: proof.id, age: 3, expired: false, cancelled: false, line: 1 }])
    const answered = await reception.production.answerProof({ proofId: proof.id, ...approval })
    expect(answered).toMatchObject({ proof: { state: 'approved' }, round: null })
    expect(await stageOf(reference)).toBe('approved')
    const approvals = await designer.production.approvals({ lineId: reference.lineId })
    expect(approvals.items).toMatchObject([{ hash: answered.hash, intact: true, signature, ended: null }])
    expect((await reception.production.proofs({})).items).toEqual([])
  })

  it('is listed by its order with every version of every line, for who reaches its branch', async () => {
    const { designer, reception, round, place, staff } = await productionStudio()
    const order = await place(['album', 'album'])
    const orderId = order.id
    const lines = order.lines.map(({ id: lineId }) => ({ orderId, lineId })).toReversed()
    for (const reference of lines) {
      await round('design', reference, { quantity: 10 })
      await designer.production.sendProof({ ...reference, pages: pagesOf(1) })
    }
    const [second, first] = lines
    await designer.production.sendProof({ ...(first ?? { orderId, lineId: '' }), pages: pagesOf(2) })
    const of = async (desk: typeof reception, more: object = {}) =>
      (await desk.production.proofs({ orderId, ...more })).items.map(({ lineId, proofVersion }) => [
        lineId,
        proofVersion,
      ])
    expect(await of(reception)).toEqual([
      [first?.lineId, 1],
      [first?.lineId, 2],
      [second?.lineId, 1],
    ])
    expect(await of(reception, { state: 'waiting', limit: 1 })).toEqual([[first?.lineId, 2]])
    expect(await of(reception, { lineId: second?.lineId })).toEqual([[second?.lineId, 1]])
    const rounds = async (desk: typeof reception) =>
      (await desk.production.rounds({ orderId })).items.map(({ lineId, kind, number }) => [lineId, kind, number])
    expect(await rounds(designer)).toEqual([
      [first?.lineId, 'design', 1],
      [second?.lineId, 'design', 1],
    ])
    // Somebody of another branch hears of nothing, whichever order is named.
    const north = staff('bei', [{ role: 'designer', branches: ['north'] }], 'north')
    expect([await of(north), await rounds(north)]).toEqual([[], []])
    expect(await of(north, { branch: 'main' })).toEqual([])
  })

  it('with changes goes back as a round with the customer’s words, and its next version is answered alone', async () => {
    const { designer, checker, reception, shown, lineOf, desk } = await productionStudio()
    const { reference, proof } = await shown()
    const changes = [
      { page: 2, text: '换一张合影' },
      { page: 2, text: '字大一点' },
    ]
    const { round } = await reception.production.answerProof({ proofId: proof.id, answer: 'changes', changes })
    expect(round).toMatchObject({
      kind: 'design',
      number: 2,
      quantity: 1,
      cause: 'customerWish',
      payer: 'customer',
      wishes: changes,
    })
    expect(await lineOf(reference)).toMatchObject({ stage: 'designing', redo: 'rework' })
    const ids = [{ roundId: round?.id ?? '' }]
    await designer.production.submitRound({ rounds: ids })
    await checker.production.checkRound({ rounds: ids, checks: { namesAndDates: true } })
    await expect(desk.orders.moveStage({ lines: [reference], from: 'designChecked', to: 'approved' })).rejects.toThrow(
      /version 1 of its proof is not approved/,
    )
    const second = await designer.production.sendProof({ ...reference, pages: pagesOf(2) })
    expect(second.proofVersion).toBe(2)
    await expect(reception.production.answerProof({ proofId: proof.id, ...approval })).rejects.toMatchObject(
      code('PROOF_NOT_FITTING'),
    )
    await reception.production.answerProof({ proofId: second.id, ...approval })
    expect(await lineOf(reference)).toMatchObject({ stage: 'approved', redo: null })
    const { items } = await designer.production.proofs({ lineId: reference.lineId })
    expect(items.map(({ proofVersion, state }) => [proofVersion, state])).toEqual([
      [1, 'changes'],
      [2, 'approved'],
    ])
  })

  it('is superseded by its next version, expires, and waits again once its approval is taken back', async () => {
    const { designer, reception, desk, shown, stageOf, clock } = await productionStudio()
    const { reference, proof } = await shown()
    const next = await designer.production.sendProof({ ...reference, pages: pagesOf(2), expiresOn: '2026-11-24' })
    await expect(reception.production.answerProof({ proofId: proof.id, ...approval })).rejects.toMatchObject(
      code('PROOF_NOT_FITTING'),
    )
    clock.at = '2026-11-25T02:00:00.000Z'
    await expect(reception.production.answerProof({ proofId: next.id, ...approval })).rejects.toMatchObject(
      code('PROOF_EXPIRED'),
    )
    expect((await reception.production.proofs({})).items).toMatchObject([{ expired: true }])
    const third = await designer.production.sendProof({ ...reference, pages: pagesOf(3), expiresOn: null })
    await reception.production.answerProof({ proofId: third.id, ...approval })
    await expect(designer.production.sendProof({ ...reference, pages: pagesOf(4) })).rejects.toMatchObject(
      code('PROOF_APPROVED'),
    )
    await expect(
      desk.orders.moveStage({ lines: [reference], from: 'approved', to: 'awaitingProof', reason: 'x' }),
    ).rejects.toThrow(/production.retractApproval/)
    const retract = { proofId: third.id, reason: '客户想再看看' }
    await expect(reception.production.retractApproval(retract)).rejects.toMatchObject(code('PERMISSION_MISSING'))
    expect((await desk.production.retractApproval(retract)).state).toBe('waiting')
    expect(await stageOf(reference)).toBe('awaitingProof')
    await reception.production.answerProof({ proofId: third.id, ...approval })
    const { items } = await desk.production.approvals({ lineId: reference.lineId })
    expect(items.map(({ ended }) => ended?.kind ?? null)).toEqual(['approvalRetracted', null])
  })

  it('ends with what it was approved for, when the line is made anew', async () => {
    const { desk, designer, approved, owner } = await productionStudio()
    const { reference, proof } = await approved()
    await desk.orders.startRework({
      ...{ lines: [reference], from: 'approved', to: 'designing', cause: 'mistake', payer: 'studio', reason: '名字错' },
    })
    const { items } = await designer.production.proofs({ lineId: reference.lineId })
    expect(items.map(({ state }) => state)).toEqual(['ended'])
    await expect(owner.production.retractApproval({ proofId: proof.id, reason: 'x' })).rejects.toMatchObject(
      code('PROOF_NOT_FITTING'),
    )
    await expect(
      desk.orders.moveStage({ lines: [reference], from: 'designing', to: 'sentOut', reason: 'x' }),
    ).rejects.toThrow(/not approved/)
  })

  it('is not sent too early or of strange lines, and another branch neither sees nor answers it', async () => {
    const { designer, album, shown, staff, engine } = await productionStudio()
    const own = await album()
    await designer.production.startRound({ kind: 'design', lines: [{ ...own, quantity: 1 }] })
    await expect(designer.production.sendProof({ ...own, pages: pagesOf(1) })).rejects.toMatchObject(code('ROUND_OPEN'))
    await expect(designer.production.sendProof({ ...own, lineId: 'nobody', pages: pagesOf(1) })).rejects.toMatchObject(
      code('LINE_UNKNOWN'),
    )
    await expect(
      designer.production.sendProof({ ...own, pages: [...pagesOf(1), ...pagesOf(1)] }),
    ).rejects.toMatchObject(code('INPUT_INVALID'))
    const { reference, proof } = await shown()
    const north = staff('wu', 'reception', 'north')
    await expect(north.production.answerProof({ proofId: proof.id, ...approval })).rejects.toMatchObject(
      code('PRODUCTION_OTHER_BRANCH'),
    )
    const limited = engine.as({
      tenant: 'rose',
      branch: 'north',
      actor: { id: 'wu', roles: [{ role: 'reception', branches: ['north'] }] },
    })
    await expect(limited.production.answerProof({ proofId: proof.id, ...approval })).rejects.toMatchObject(
      code('PROOF_UNKNOWN'),
    )
    expect((await limited.production.proofs({ lineId: reference.lineId })).items).toEqual([])
    expect((await limited.production.history({ lineId: reference.lineId })).items).toEqual([])
  })

  it('costs a fixed number of statements', async () => {
    const { designer, reception, album, round, statements } = await productionStudio()
    const reference = await album()
    await round('design', reference, { quantity: 2 })
    statements.length = 0
    const proof = await designer.production.sendProof({ ...reference, pages: pagesOf(1) })
    const sent = withoutSettings(statements).length
    statements.length = 0
    await reception.production.answerProof({ proofId: proof.id, ...approval })
    expect([sent, withoutSettings(statements).length]).toEqual([15, 17])
  })
})
