/** Lists resources. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentResource, type Resource, resourceOutput } from '../present-resource.ts'
import { resourceBook } from '../resource-book.ts'
import { branchText, dayText, kindWord, line, pageMembers } from '../shapes.ts'
import { resources } from '../tables.ts'

const schema = z.strictObject({
  kind: kindWord.optional(),
  branch: branchText.optional(),
  /** Those that have it, at any level. */
  skill: line(60).optional(),
  /** Only those that are in use on this day. */
  inUseOn: dayText.optional(),
  ...pageMembers,
})

export interface ListResources extends z.input<typeof schema> {}
/** Resources in the order of their codes; follow `next` until it is null. */
export interface ResourcePage {
  readonly items: Resource[]
  readonly next: string | null
}

const input: z.ZodType<z.output<typeof schema>, ListResources> = schema
const output: z.ZodType<ResourcePage> = z.object({ items: z.array(resourceOutput), next: z.string().nullable() })

/** One statement; and those of the book where a skill is asked for. */
export const list: Operation<'query', ListResources, ResourcePage, never> = operation({
  name: 'resources.list',
  summary: 'Lists resources by kind, branch, skill and day of use.',
  kind: 'query',
  input,
  output,
  async run(context, { kind, branch, skill, inUseOn, limit, cursor }) {
    const branches = context.branchesWith('resources.list')
    const book = skill === undefined ? undefined : await resourceBook(context)
    const page = await context.store.page(resources, {
      where: {
        ...present({ kind, branch }),
        allOf: [
          branches === 'all' ? {} : { branch: { in: branches } },
          book === undefined || skill === undefined
            ? {}
            : { id: { in: (book.bySkill.get(skill) ?? []).map(({ id }) => id) } },
          ...(inUseOn === undefined ? [] : onDay(inUseOn)),
        ],
      },
      orderBy: ['code'],
      limit,
      cursor,
    })
    return { items: page.items.map((row) => presentResource(context, row)), next: page.next }
  },
})

const onDay = (day: string) => [
  { anyOf: [{ validFrom: null }, { validFrom: { lte: day } }] },
  { anyOf: [{ validTo: null }, { validTo: { gte: day } }] },
  { anyOf: [{ retiredFrom: null }, { retiredFrom: { gt: day } }] },
]
