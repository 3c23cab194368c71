/** Lists what was confirmed of a selection, and proves that it still is what was signed. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { hashOf } from '../confirmation.ts'
import { type Content, imagesOf } from '../content.ts'
import { idText } from '../shapes.ts'
import { selectionConfirmations, selectionImages, selectionReopenings, selectionSignatures } from '../tables.ts'

const inputSchema = z.strictObject({ selectionId: idText })

const outputSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      confirmedAt: z.string(),
      actor: z.string(),
      /** The words that were signed. */
      text: z.string(),
      signature: z.object({ signer: z.string(), method: z.string(), reference: z.string().nullable() }),
      /** What was confirmed: picks, products, what it used of the package and what was sold. */
      content: z.json(),
      /** The images that it names. */
      images: z.array(z.object({ id: z.string(), shootId: z.string(), sequence: z.int(), reference: z.string() })),
      hash: z.string(),
      /** Whether the hash is still that of the content. */
      intact: z.boolean(),
      /** Why it no longer stands; null where it does. */
      reopened: z.object({ reason: z.string(), actor: z.string(), at: z.string() }).nullable(),
    }),
  ),
})

export interface ListConfirmations extends z.input<typeof inputSchema> {}
export interface ConfirmationList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListConfirmations> = inputSchema
const output: z.ZodType<ConfirmationList> = outputSchema

export const listConfirmations = operation({
  name: 'selection.confirmations',
  summary: 'Lists every confirmation of a selection with what was signed and whether it is intact, the oldest first.',
  kind: 'query',
  input,
  output,
  async run(context, { selectionId }) {
    const rows = await context.store.find(selectionConfirmations, {
      where: { selectionId },
      orderBy: ['confirmedAt', 'id'],
      limit: 'all',
    })
    const ids = rows.map(({ id }) => id)
    const signatures = await context.store.find(selectionSignatures, {
      where: { confirmationId: { in: ids } },
      limit: 'all',
    })
    const reopenings = await context.store.find(selectionReopenings, {
      where: { confirmationId: { in: ids } },
      limit: 'all',
    })
    const named = new Map(rows.map(({ id, content }) => [id, imagesOf(content as unknown as Content)]))
    const images = await context.store.find(selectionImages, {
      where: { id: { in: [...new Set([...named.values()].flat())] } },
      limit: 'all',
    })
    const imageOf = new Map(images.map((image) => [image.id, image]))
    const signatureOf = new Map(signatures.map((one) => [one.confirmationId, one]))
    const reopeningOf = new Map(reopenings.map((one) => [one.confirmationId, one]))
    return {
      items: rows.map(({ id, confirmedAt, actor, text, content, hash }) => {
        const signed = signatureOf.get(id)
        const again = reopeningOf.get(id)
        return {
          ...{ id, confirmedAt, actor, text, hash },
          content: content as z.output<ReturnType<typeof z.json>>,
          signature: {
            signer: signed?.signer ?? '',
            method: signed?.method ?? '',
            reference: signed?.reference ?? null,
          },
          images: (named.get(id) ?? []).flatMap((imageId) => {
            const image = imageOf.get(imageId)
            if (image === undefined) return []
            return { id: imageId, shootId: image.shootId, sequence: image.sequence, reference: image.reference }
          }),
          intact: hashOf(content) === hash,
          reopened: again === undefined ? null : { reason: again.reason, actor: again.actor, at: again.at },
        }
      }),
    }
  },
})
