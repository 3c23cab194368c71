/** What was approved is what is made: of another thing it is no approval. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameProduce, type Produced } from '../../src/production/produce.ts'
import { approval, pagesOf, productionStudio } from './studio.ts'

async function exchangeable() {
  const studio = await productionStudio()
  const { desk } = studio
  const album = { kind: 'product', category: 'album-add-on' } as const
  await desk.catalog.addItem({ code: 'leather-album', name: '皮面相册', price: '1000.00', ...album })
  return studio
}

describe('an exchange within a flow', () => {
  it('ends the approval of the former item: the new one is not handed to production by it', async () => {
    const { desk, designer, keeper, reception, lab, approved, lineOf } = await exchangeable()
    const { reference, proof } = await approved()
    await desk.orders.exchangeLine({ ...reference, item: 'leather-album' })
    expect(await lineOf(reference)).toMatchObject({ item: 'leather-album', stage: 'approved' })
    const { items } = await desk.production.approvals({ lineId: reference.lineId })
    expect(items).toMatchObject([{ proofId: proof.id, intact: true, ended: { kind: 'approvalEnded' } }])
    const lines = [{ ...reference, price: '100.00' }]
    await expect(keeper.production.sendOut({ supplierId: lab.id, lines })).rejects.toMatchObject({
      code: 'PROOF_NOT_APPROVED',
    })
    const move = desk.orders.moveStage({ lines: [reference], from: 'approved', to: 'sentOut' })
    await expect(move).rejects.toThrow(/version 1 of its proof is not approved/)
    // It is shown anew, and then made.
    await desk.orders.moveStage({ lines: [reference], from: 'approved', to: 'awaitingProof', reason: 'another album' })
    const second = await designer.production.sendProof({ ...reference, pages: pagesOf(2) })
    await reception.production.answerProof({ proofId: second.id, ...approval })
    expect((await keeper.production.sendOut({ supplierId: lab.id, lines })).items).toMatchObject([
      { proofId: second.id },
    ])
  })

  it('ends a proof that waits for the customer too', async () => {
    const { desk, reception, shown } = await exchangeable()
    const { reference, proof } = await shown()
    await desk.orders.exchangeLine({ ...reference, item: 'leather-album' })
    expect((await desk.production.proofs({})).items).toEqual([])
    const late = reception.production.answerProof({ proofId: proof.id, ...approval })
    await expect(late).rejects.toMatchObject({ code: 'PROOF_NOT_FITTING' })
  })

  it('is refused while a lab makes the former item, or its piece is not inspected', async () => {
    const { desk, keeper, lab, approved } = await exchangeable()
    const { reference } = await approved()
    const exchange = () => desk.orders.exchangeLine({ ...reference, item: 'leather-album' })
    const lines = [{ ...reference, price: '100.00' }]
    const { id: parcelId } = await keeper.production.sendOut({ supplierId: lab.id, lines })
    await expect(exchange()).rejects.toThrow(/cannot go on as leather-album: a piece of it is at a lab/)
    await keeper.production.receiveBack({ parcelId })
    await expect(exchange()).rejects.toThrow(/came back from a lab; inspect it/)
  })

  it('keeps it where the same is made: more images in a dearer package, more copies', async () => {
    const { desk, designer, reception, keeper, lab, round, selected, lineOf } = await exchangeable()
    const products = [{ code: 'album', quantity: 1 }]
    for (const [code, imagesRetouched] of [
      ['silver', 40],
      ['gold', 60],
    ] as const) {
      const entitlements = { shoots: 1, imagesRetouched, spreads: 10, products }
      await desk.catalog.addItem({ code, kind: 'package', name: code, price: '5000.00', entitlements })
    }
    const { reference } = await selected()
    await desk.orders.exchangeLine({ ...reference, item: 'silver' })
    await round('retouching', reference)
    await round('design', reference, { quantity: 10 })
    const proof = await designer.production.sendProof({ ...reference, pages: pagesOf(1) })
    await reception.production.answerProof({ proofId: proof.id, ...approval })
    await desk.orders.exchangeLine({ ...reference, item: 'gold' })
    const [kept] = (await desk.production.approvals({ lineId: reference.lineId })).items
    expect(kept).toMatchObject({ proofId: proof.id, ended: null })
    const lines = [{ ...reference, price: '100.00' }]
    expect((await keeper.production.sendOut({ supplierId: lab.id, lines })).items).toMatchObject([
      { proofId: proof.id },
    ])
    expect(await lineOf(reference)).toMatchObject({ item: 'gold', stage: 'sentOut' })
  })

  it('takes no line to another stage: that is a move', async () => {
    const { desk, approved, lineOf } = await exchangeable()
    const { reference } = await approved()
    const to = (stage: string) => desk.orders.exchangeLine({ ...reference, item: 'leather-album', to: stage })
    for (const stage of ['sentOut', 'designing', 'nowhere']) {
      await expect(to(stage)).rejects.toMatchObject({
        code: 'LINE_STAYS_IN_STAGE',
        details: { stage: 'approved', flow: 'album', to: stage },
      })
    }
    await to('approved')
    expect(await lineOf(reference)).toMatchObject({ item: 'leather-album', stage: 'approved' })
  })
})

describe('what is made of a line', () => {
  const product = fc.record({ code: fc.constantFrom('album', 'frame'), quantity: fc.integer({ min: 1, max: 2 }) })
  const line: fc.Arbitrary<Produced> = fc.record({
    itemCode: fc.constantFrom('a', 'b'),
    variant: fc.constantFrom(null, 'large'),
    options: fc.constantFrom(null, [{ group: 'cover', choice: 'red', price: '1' }]),
    kind: fc.constantFrom('package', 'product'),
    entitlements: fc.option(
      fc.record({
        products: fc.uniqueArray(product, { selector: ({ code }) => code, maxLength: 2 }),
        shoots: fc.nat(2),
      }),
    ),
  })

  it('is the same of itself, whatever the order of products and the images, and never of another variant or choice', () => {
    fc.assert(
      fc.property(line, line, (one, other) => {
        const products = ((one.entitlements as { products?: object[] } | null)?.products ?? []).toReversed()
        const turned = { ...one, entitlements: one.entitlements === null ? null : { products, imagesRetouched: 9 } }
        expect(isSameProduce(one, turned as Produced)).toBe(true)
        expect(isSameProduce(one, other)).toBe(isSameProduce(other, one))
        if (one.variant !== other.variant || one.options !== other.options)
          expect(isSameProduce(one, other)).toBe(false)
      }),
    )
  })
})
