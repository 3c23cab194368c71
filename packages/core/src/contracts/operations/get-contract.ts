/** Reads one contract. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ContractUnknown } from '../errors.ts'
import { type Contract, contractSchema, presentContract } from '../present-contract.ts'
import { readWhole } from '../read-whole.ts'
import { idText } from '../shapes.ts'

const inputSchema = z.strictObject({ contractId: idText })

export interface GetContract extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetContract> = inputSchema
const output: z.ZodType<Contract> = contractSchema

export const getContract = operation({
  name: 'contracts.get',
  summary: 'Reads a contract: what it says, who signed it, and whether it still stands.',
  kind: 'query',
  input,
  output,
  errors: [ContractUnknown],
  run: async (context, { contractId }) => presentContract(await readWhole(context, contractId)),
})
