/** What a customer likes, as somebody said, by topic. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { customersPreferences } from './tables.ts'

const preferencesSchema = z.object({
  customerId: z.string(),
  preferences: z.array(z.object({ topic: z.string(), values: z.array(z.string()) })),
})

export interface Preferences extends z.output<typeof preferencesSchema> {}

export const preferencesOutput: z.ZodType<Preferences> = preferencesSchema

/** One statement. */
export async function readPreferences(
  { store }: Pick<QueryContext | CommandContext, 'store'>,
  customerId: string,
): Promise<Preferences> {
  const rows = await store.find(customersPreferences, {
    where: { customerId },
    orderBy: ['topic', 'id'],
    limit: 'all',
  })
  const byTopic = new Map<string, Set<string>>()
  for (const { topic, value } of rows) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(value))
  return { customerId, preferences: [...byTopic].map(([topic, values]) => ({ topic, values: [...values] })) }
}
