/** Whether contracts, names and signatures still are what was hashed. Pure. */
import { Money } from '../values/money.ts'
import { consentIntact, signerIntact } from './consent-document.ts'
import { contentOf, hashOf } from './contract-content.ts'
import { partyIntact } from './party.ts'
import type { WholeContract } from './read-whole.ts'
import type { ContractRow } from './tables.ts'

/** Whether a contract is as it was drawn: its content by its hash, and its columns by its content. Pure. */
export function contractIntact(row: ContractRow): boolean {
  const content = contentOf(row)
  const { terms } = content
  return (
    hashOf(content) === row.hash &&
    content.number === row.number &&
    content.version === row.contractVersion &&
    content.amendment === row.amendment &&
    content.drawnAt === row.drawnAt &&
    content.drawnOn === row.businessDate &&
    content.orderRevision === row.orderRevision &&
    terms.language === row.language &&
    terms.template.code === row.template &&
    terms.template.version === row.templateVersion &&
    terms.currency === row.currency &&
    terms.total === Money.ofMinor(row.total, row.currency).toString()
  )
}

/** Whether names and signatures are what was hashed; null where a person was erased. Pure. */
export function marksIntact({ contract, parties, consents }: WholeContract) {
  const marks = contentOf(contract).parties
  return {
    parties: marks.map((mark, at) => {
      const row = parties.find(({ party }) => party === at + 1)
      return { role: mark.role, intact: row === undefined ? false : partyIntact(row, mark) }
    }),
    consents: consents.map(({ row, signer }) => ({
      consentId: row.id,
      consent: row.consent,
      role: row.role,
      intact: consentIntact(row, contract.hash),
      signerIntact: signerIntact(row, signer),
    })),
  }
}
