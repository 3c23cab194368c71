/** What both sides agreed to, and what was added to it later. */
import { createHash } from 'node:crypto'
import type { Couple } from './couple.ts'
import type { StudioAtWork } from './studio.ts'

/** The picture stays with the studio; the contract keeps where it is, and its hash. */
const signature = {
  signer: 'Chen Xiao',
  method: 'onScreen',
  reference: 'signatures/chen-xiao.png',
  imageHash: createHash('sha256').update('the bytes of the picture').digest('hex'),
} as const

/** Draws the contract of the order as it is, or what amends the one that was signed; both sides sign. */
export async function signContract(studio: StudioAtWork, { orderId }: Couple): Promise<void> {
  const { print, clock, checks, manager, liNa } = studio
  const drawn = await liNa.contracts.draw({ orderId, parties: [{ role: 'partner', name: 'Liu Yang' }] })
  print.step(
    clock.moveTo('15:35'),
    drawn.amendment ? 'What was added is signed as well' : 'They read the contract, and sign it',
  )
  const { rendered } = await liNa.contracts.render({ contractId: drawn.id, format: 'text', language: 'en' })
  checks.is('the contract says what is included', /Images retouched × 20/i.test(rendered), true)
  await liNa.contracts.sign({ contractId: drawn.id, ...signature })
  const { contract } = await manager.contracts.countersign({ contractId: drawn.id })
  checks.is('the contract', contract.state, 'signed')
}

/** What the contract that was signed does not say yet. */
export async function tellAdditions({ print, manager }: StudioAtWork, { orderId }: Couple): Promise<number> {
  const [last] = (await manager.contracts.versions({ orderId })).items.slice(-1)
  if (last === undefined) throw new Error('nothing was signed')
  const { differences } = await manager.contracts.check({ contractId: last.id })
  for (const { words } of differences) print.line(`not in the contract: ${words.en}`)
  return differences.length
}
