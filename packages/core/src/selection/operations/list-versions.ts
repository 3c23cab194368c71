/** Lists the versions of images. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { idText } from '../shapes.ts'
import { selectionVersions } from '../tables.ts'

const inputSchema = z.strictObject({ imageIds: z.array(idText).min(1).max(1000) })

const outputSchema = z.object({
  items: z.array(
    z.object({
      imageId: z.string(),
      kind: z.string(),
      reference: z.string(),
      addedBy: z.string(),
      addedAt: z.string(),
    }),
  ),
})

export interface ListImageVersions extends z.input<typeof inputSchema> {}
export interface ImageVersions extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListImageVersions> = inputSchema
const output: z.ZodType<ImageVersions> = outputSchema

export const listImageVersions = operation({
  name: 'selection.versions',
  summary: 'Lists the later versions of 1 to 1,000 images, the oldest first.',
  kind: 'query',
  input,
  output,
  async run(context, { imageIds }) {
    const rows = await context.store.find(selectionVersions, {
      where: { imageId: { in: [...new Set(imageIds)] } },
      orderBy: ['imageId', 'id'],
      limit: 'all',
    })
    return {
      items: rows.map(({ imageId, kind, reference, addedBy, addedAt }) => ({
        imageId,
        kind,
        reference,
        addedBy,
        addedAt,
      })),
    }
  },
})
