/** Adds a category of the studio's own, or puts one in the place of a default. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { categoryOutput } from '../category.ts'
import type { Category } from '../default-categories.ts'
import { CategoryTaken } from '../errors.ts'
import { categoryAdded } from '../events.ts'
import { categoryCode, incomeAccount } from '../item.ts'
import { catalogCategories } from '../tables.ts'

const inputSchema = z.strictObject({
  code: categoryCode,
  name: z.string().trim().normalize('NFC').min(1).max(100),
  nameEn: z.string().trim().normalize('NFC').min(1).max(100).optional(),
  incomeAccount,
})

export interface AddCategory extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AddCategory> = inputSchema

export const addCategory = operation({
  name: 'catalog.addCategory',
  summary: 'Adds a category, with the account that earns its income.',
  kind: 'command',
  input,
  output: categoryOutput,
  errors: [CategoryTaken],
  async run(context, { code, nameEn, ...given }): Promise<Category> {
    await context.store.lock([`catalog.category:${code}`])
    const standing = await context.store.get(catalogCategories, code)
    if (standing !== undefined) throw CategoryTaken.create({ code, name: standing.name })
    const row = context.store.insert(catalogCategories, { code, ...given, nameEn: nameEn ?? null })
    context.emit(categoryAdded, { code })
    return row
  },
})
