import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { readSealHead } from '../seal-head.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({ branch: idText.optional() })

export interface ReadSealHead extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadSealHead> = schema

const outputShape = z.object({
  branch: z.string(),
  /** How many links it has: entries and facts. */
  sequence: z.int(),
  /** SHA-256 in hexadecimal, to be printed and kept outside of the store. */
  hash: z.string(),
})

export interface SealHeadRead extends z.output<typeof outputShape> {}

const output: z.ZodType<SealHeadRead> = outputShape

/** The end of the hash chain of a branch. One statement. */
export const sealHead: Operation<'query', ReadSealHead, SealHeadRead, never> = operation({
  name: 'ledger.sealHead',
  summary: 'Answers the end of the hash chain of a branch, to be printed and kept.',
  kind: 'query',
  input,
  output,
  async run(context, { branch = context.branch }) {
    // Of a branch out of reach nothing is seen, which is not to say that its chain is empty.
    context.demand('ledger.sealHead', branch)
    return readSealHead(context, branch)
  },
})
