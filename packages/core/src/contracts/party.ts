/** Names apart from what they agreed to: a document bears a hash of them, which only who knows name and salt can make. */
import { randomBytes } from 'node:crypto'
import { hashOf, type PartyMark } from './contract-content.ts'
import type { PartyRow, SignerRow } from './tables.ts'

/** Roles on the customer's side. */
export const customerRoles = ['customer', 'guardian', 'partner', 'representative'] as const

/** 128 bits that nobody guesses. */
export const newSalt = (): string => randomBytes(16).toString('hex')

export interface PartyNamed {
  readonly role: string
  readonly name: string
  readonly phone: string | null
}

export const markOf = ({ role, name, phone, salt }: PartyNamed & { readonly salt: string }): PartyMark => ({
  role,
  digest: hashOf({ role, name, phone, salt }),
})

/** Whether the person was erased: the salt went with the name. */
export const isErased = ({ salt }: { readonly salt: string }): boolean => salt === ''

/** Whether a name is still the one that was hashed; null where it was erased. */
export function partyIntact(row: PartyRow, mark: PartyMark | undefined): boolean | null {
  return isErased(row) ? null : markOf(row).digest === mark?.digest
}

export const signerDigest = ({ signer, reference, salt }: Pick<SignerRow, 'signer' | 'reference' | 'salt'>): string =>
  hashOf({ signer, reference, salt })
