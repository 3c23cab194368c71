import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { sealFaults } from '../seal-faults.ts'
import { readSealHead } from '../seal-head.ts'
import { findStray, findUnsealed } from '../seal-outside.ts'
import { walkChain } from '../seal-walk.ts'
import { sealedFacts } from '../sealed-fact.ts'
import { idText } from '../shapes.ts'

const place = z.strictObject({
  sequence: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
})

const schema = z
  .strictObject({
    branch: idText.optional(),
    /** A head that was printed: the chain must run through it. Only that shows that its end was not cut off and sealed anew. */
    expected: place.optional(),
    /** A place that is known to be right, such as the `next` of the page before or a head that was printed: begins there. */
    from: place.optional(),
    /** How many links to follow at most; the answer then says where to go on. All unless told. */
    limit: z.int().min(1).optional(),
  })
  .refine(({ expected, from }) => expected === undefined || from === undefined || expected.sequence >= from.sequence, {
    path: ['expected'],
    message: 'must not lie before from',
  })

export interface VerifySeal extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VerifySeal> = schema

const headSchema = z.object({ branch: z.string(), sequence: z.int(), hash: z.string() })

const outputShape = z.object({
  /** Whether nothing is wrong with what was sealed. Look at `unsealed` too: of that it says nothing. */
  intact: z.boolean(),
  /** Links from the first on whose seals hold; those before `from` are taken for right. */
  verified: z.int(),
  /** The first thing that is not as it was sealed. */
  fault: z
    .object({
      fault: z.enum(sealFaults),
      /** The place in the chain; null for what stands outside of it. */
      sequence: z.int().nullable(),
      entryId: z.string().nullable(),
      /** The table of the first row that is not as it was sealed, as far as can be told. */
      table: z.string().nullable(),
      /** What names that row. */
      record: z.string().nullable(),
    })
    .nullable(),
  /** The recorded end of the chain. */
  head: headSchema,
  /** Pass it as `from` to go on; null at the end of the chain, or where there is a fault. */
  next: z.object({ sequence: z.int(), hash: z.string() }).nullable(),
  /** What has no seal; once the background work is done there is nothing. Null while `next` is not. */
  unsealed: z
    .object({
      count: z.int(),
      /** The first hundred of the entries, the youngest first. */
      entryIds: z.array(z.string()),
      /** The first hundred of other facts. */
      facts: z.array(z.object({ table: z.string(), key: z.string() })),
    })
    .nullable(),
})

export interface SealVerified extends z.output<typeof outputShape> {}

const output: z.ZodType<SealVerified> = outputShape

/**
 * Verifies the hash chain of a branch: every field of every entry, its lines and what it consumed, and of the facts beside
 * them. Reads all of it, a page at a time, so its memory does not grow with the books.
 */
export const verify: Operation<'query', VerifySeal, SealVerified, never> = operation({
  name: 'ledger.verify',
  summary:
    'Verifies the hash chain of a branch, and names the first row that was tampered with and what is not sealed.',
  kind: 'query',
  input,
  output,
  async run(context, { branch = context.branch, expected, from, limit }) {
    // Of a branch out of reach nothing is seen, which is not to say that it is intact.
    context.demand('ledger.verify', branch)
    const { store, tenant } = context
    const chain = { store, tenant, branch, facts: context.entries(sealedFacts) }
    const walk = await walkChain(chain, { expected, from, limit })
    const { verified, next } = walk
    const head = await readSealHead(chain, branch)
    if (next !== null) return { intact: true, verified, fault: null, head, next: { ...next }, unsealed: null }
    const found = await findUnsealed(chain, walk.fault === null && from === undefined)
    const fault = walk.fault ?? (await findStray(chain, found))
    const { count, entryIds, facts } = found
    const unsealed = { count, entryIds: [...entryIds], facts: [...facts] }
    return { intact: fault === null, verified, fault, head, next, unsealed }
  },
})
