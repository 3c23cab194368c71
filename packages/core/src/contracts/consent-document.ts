/** What a signature is given for, as one document with its hash. Pure. */
import { hashOf } from './contract-content.ts'
import type { ConsentRow, SignerRow } from './tables.ts'
import { isErased, signerDigest } from './party.ts'

/** The consent to the contract itself. */
export const contractConsent = 'contract'

export const signatureMethods = ['paper', 'onScreen', 'code'] as const
export type SignatureMethod = (typeof signatureMethods)[number]

export interface ConsentDocument {
  readonly format: 1
  /** The contract, by its number and hash. */
  readonly contract: { readonly number: string; readonly hash: string }
  readonly consent: string
  readonly side: string
  readonly role: string
  readonly method: string
  readonly text: string
  readonly signedAt: string
  readonly actor: string
  readonly imageHash: string | null
  /** Of who signed; see `party.ts`. Null of the studio, whose actor signs. */
  readonly signer: string | null
}

/** Whether a consent is what was signed, and of this contract. */
export function consentIntact(row: ConsentRow, contractHash: string): boolean {
  const content = row.content as unknown as ConsentDocument
  const { consent, side, role, method, text, signedAt, actor, imageHash } = row
  const columns = { consent, side, role, method, text, signedAt, actor, imageHash }
  return (
    hashOf(content) === row.hash &&
    content.contract.hash === contractHash &&
    hashOf(columns) === hashOf({ ...pick(content) })
  )
}

const pick = ({ consent, side, role, method, text, signedAt, actor, imageHash }: ConsentDocument) => ({
  ...{ consent, side, role, method, text, signedAt, actor, imageHash },
})

/** Whether the name of who signed is still the one that was hashed; null where it was erased, or there is none. */
export function signerIntact(row: ConsentRow, signer: SignerRow | undefined): boolean | null {
  const { signer: digest } = row.content as unknown as ConsentDocument
  if (digest === null) return null
  if (signer === undefined) return false
  return isErased(signer) ? null : signerDigest(signer) === digest
}
