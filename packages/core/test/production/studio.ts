/** A studio with a retoucher, a designer, a lab, and packages that are shot and selected. */
import type { Actor } from '../../src/engine/session.ts'
import { walking } from '../orders/walking.ts'

type Given = Parameters<typeof walking>[0]

export const signature = { signer: '王芳', method: 'onScreen', reference: 'signatures/1.png' } as const
export const approval = { answer: 'approved', text: '版面已确认，可以制作。', signature } as const

/** Pages of a proof whose files have changed with every version. */
export const pagesOf = (version: number, pages = 2) =>
  Array.from({ length: pages }, (_, at) => ({
    page: at + 1,
    reference: `proofs/v${version}/${at + 1}.jpg`,
    hash: `sha256:${String(version).repeat(16)}${at}`,
  }))

export async function productionStudio(given: Given = {}) {
  const studio = await walking(given)
  const { desk, as, place, bring, lineOf } = studio
  await desk.catalog.addItem({
    code: 'album',
    kind: 'product',
    name: '定制相册',
    price: '800.00',
    category: 'album-add-on',
  })
  await desk.catalog.addItem({
    code: 'extra-round',
    kind: 'service',
    name: '加修一轮',
    price: '120.00',
    category: 'second-sale',
  })
  await desk.catalog.addItem({
    code: 'rush-fee',
    kind: 'service',
    name: '加急费',
    price: '200.00',
    category: 'second-sale',
  })
  const lab = await desk.payables.addSupplier({ name: '彩云输出' })
  const staff = (id: string, role: string | Actor['roles'], branch = 'main') =>
    studio.engine.as({ tenant: 'rose', branch, actor: { id, roles: typeof role === 'string' ? [role] : role } })
  const retoucher = staff('an', 'retoucher')
  const second = staff('bo', 'retoucher')
  const designer = staff('ding', 'designer')
  const checker = staff('chen', 'designer')
  const keeper = staff('ku', 'storekeeper')
  const reception = staff('li', 'reception')

  /** An album sold by itself, in its first stage. */
  const album = async (more: object = {}) => {
    const order = await place(['album'], more)
    return { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
  }
  /** A package that the customer has selected so many images of. */
  const selected = async (images = 5) => {
    const { reference, lines } = await studio.shoot()
    await bring(lines, 'selecting')
    const { orderId } = reference
    const files = Array.from({ length: images }, (_, at) => `raw/${at + 1}.cr3`)
    const { imageIds } = await desk.selection.registerImages({ orderId, images: files })
    const { id: selectionId } = await desk.selection.open(reference)
    await desk.selection.pick({ selectionId, imageIds })
    await desk.selection.confirm({ orderId, selectionId, text: '确认', signature })
    return { reference, imageIds }
  }
  type Reference = { readonly orderId: string; readonly lineId: string }
  /** One round from its start to a check that passes. */
  const round = async (kind: 'retouching' | 'design', reference: Reference, more: object = {}) => {
    const doing = kind === 'design' ? designer : retoucher
    const started = await doing.production.startRound({ kind, lines: [{ ...reference, ...more }] })
    const rounds = started.rounds.map(({ id: roundId }) => ({ roundId }))
    await doing.production.submitRound({ rounds })
    const checks = kind === 'design' ? { namesAndDates: true } : { imagesComplete: true }
    return (kind === 'design' ? checker : second).production.checkRound({ rounds, checks })
  }
  /** An album designed and shown to the customer. */
  const shown = async (more: object = {}) => {
    const reference = await album(more)
    await round('design', reference, { quantity: 10 })
    const proof = await designer.production.sendProof({ ...reference, pages: pagesOf(1) })
    return { reference, proof }
  }
  const approved = async (more: object = {}) => {
    const { reference, proof } = await shown(more)
    await reception.production.answerProof({ proofId: proof.id, ...approval })
    return { reference, proof }
  }
  const stageOf = async (reference: Reference) => (await lineOf(reference)).stage
  return {
    ...{ ...studio, lab, staff, retoucher, second, designer, checker, keeper, reception },
    ...{ album, selected, round, shown, approved, stageOf, owner: as('owner') },
  }
}
