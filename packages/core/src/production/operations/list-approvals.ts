import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { hashOfJson } from '../proof-document.ts'
import { idText } from '../shapes.ts'
import { productionFacts, productionSignatures } from '../tables.ts'

const inputSchema = z.strictObject({ lineId: idText })

const outputSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      proofId: z.string(),
      approvedAt: z.string(),
      actor: z.string(),
      signature: z.object({ signer: z.string(), method: z.string(), reference: z.string().nullable() }),
      /** What was approved: the words, and the pages with their files and hashes. */
      document: z.json(),
      hash: z.string(),
      /** Whether the hash is still that of the document. */
      intact: z.boolean(),
      /** Why it was taken back, or that it ended because the line was made anew; null where it stands. */
      ended: z.object({ kind: z.string(), note: z.string().nullable(), actor: z.string(), at: z.string() }).nullable(),
    }),
  ),
})

export interface ListApprovals extends z.input<typeof inputSchema> {}
export interface ApprovalList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListApprovals> = inputSchema
const output: z.ZodType<ApprovalList> = outputSchema

/** Two statements. */
export const listApprovals = operation({
  name: 'production.approvals',
  summary: 'Lists every approval of a line with what was signed and whether it is intact, the oldest first.',
  kind: 'query',
  input,
  output,
  async run({ store }, { lineId }) {
    const kinds = ['proofApproved', 'approvalRetracted', 'approvalEnded']
    const facts = await store.find(productionFacts, {
      where: { lineId, kind: { in: kinds } },
      orderBy: ['lineId', 'id'],
      limit: 'all',
    })
    const approvals = facts.filter(({ kind }) => kind === 'proofApproved')
    const signatures = await store.find(productionSignatures, {
      where: { factId: { in: approvals.map(({ id }) => id) } },
      limit: 'all',
    })
    const signed = new Map(signatures.map((row) => [row.factId, row]))
    const items = approvals.map((fact) => {
      const { document = null, hash = '' } = fact.content as unknown as { document: z.core.util.JSONType; hash: string }
      const after = facts.slice(facts.indexOf(fact) + 1).find(({ subjectId }) => subjectId === fact.subjectId)
      const { signer = '', method = '', reference = null } = signed.get(fact.id) ?? {}
      return {
        ...{ id: fact.id, proofId: fact.subjectId, approvedAt: fact.at, actor: fact.actor, document, hash },
        signature: { signer, method, reference },
        intact: hashOfJson(document) === hash,
        ended:
          after === undefined || after.kind === 'proofApproved'
            ? null
            : { kind: after.kind, note: after.note, actor: after.actor, at: after.at },
      }
    })
    return { items }
  },
})
