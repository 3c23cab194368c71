import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { readSealHead } from '../seal-head.ts'
import { findStray, findUnsealed, sealFaults, walkChain } from '../seal-verification.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  branch: idText.optional(),
  /** A head that was printed: the chain must run through it. Only that shows that its end was not cut off and sealed anew. */
  expected: z
    .strictObject({
      sequence: z.int().min(0),
      hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
    })
    .optional(),
})

export interface VerifySeal extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VerifySeal> = schema

const headSchema = z.object({ branch: z.string(), sequence: z.int(), hash: z.string() })

const outputShape = z.object({
  /** Whether nothing is wrong with what was sealed. Look at `unsealed` too: of that it says nothing. */
  intact: z.boolean(),
  /** Entries from the first on whose seals hold. */
  verified: z.int(),
  /** The first thing that is not as it was sealed. */
  fault: z
    .object({ fault: z.enum(sealFaults), sequence: z.int().nullable(), entryId: z.string().nullable() })
    .nullable(),
  head: headSchema,
  /** Entries without a seal. Once the background work is done there are none but imported history. */
  unsealed: z.object({ count: z.int(), entryIds: z.array(z.string()) }),
})

export interface SealVerified extends z.output<typeof outputShape> {}

const output: z.ZodType<SealVerified> = outputShape

/**
 * Verifies the hash chain of a branch: every field of every entry, its lines and what it consumed. Reads all of it, a page at
 * a time, so its memory does not grow with the books.
 */
export const verify: Operation<'query', VerifySeal, SealVerified, never> = operation({
  name: 'ledger.verify',
  summary:
    'Verifies the hash chain of a branch, and names the first entry that was tampered with and what is not sealed.',
  kind: 'query',
  input,
  output,
  async run({ store, tenant, branch: here }, { branch = here, expected }) {
    const chain = { store, tenant, branch }
    const walk = await walkChain(chain, expected)
    const fault = walk.fault ?? (await findStray(chain))
    const { count, entryIds } = await findUnsealed(chain)
    const head = await readSealHead(chain, branch)
    return {
      intact: fault === null,
      verified: walk.verified,
      fault,
      head,
      unsealed: { count, entryIds: [...entryIds] },
    }
  },
})
