/** A service as it is answered. */
import { z } from 'zod'
import { type ServiceDefinition, definitionSchema } from './service-definition.ts'
import { branchesOf, serviceOf } from './services.ts'
import type { ServiceRow } from './tables.ts'

export interface ServiceShown extends ServiceDefinition {
  id: string
  code: string
  name: string
  nameEn: string | null
  /** The branches that offer it; null for all. */
  branches: string[] | null
  isOffered: boolean
}

export const serviceShown: z.ZodType<ServiceShown> = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  branches: z.array(z.string()).nullable(),
  isOffered: z.boolean(),
  ...definitionSchema.shape,
}) as unknown as z.ZodType<ServiceShown>

export function presentService(row: ServiceRow): ServiceShown {
  const { id, code, name, nameEn, isOffered } = row
  const branches = branchesOf(row)
  return {
    id,
    code,
    name,
    nameEn,
    branches: branches === null ? null : [...branches],
    isOffered,
    ...serviceOf(row).definition,
  }
}
