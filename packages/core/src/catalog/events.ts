/** What happens in the catalogue. */
import { z } from 'zod'
import { defineEvent } from '../engine/event.ts'

const item = z.object({ itemId: z.string(), code: z.string() })

export const itemAdded = defineEvent({ name: 'catalog.itemAdded', version: 1, schema: item })

export const itemChanged = defineEvent({
  name: 'catalog.itemChanged',
  version: 1,
  /** `fields` names what the caller set. */
  schema: item.extend({ fields: z.array(z.string()) }),
})

export const itemRetired = defineEvent({ name: 'catalog.itemRetired', version: 1, schema: item })

export const categoryAdded = defineEvent({
  name: 'catalog.categoryAdded',
  version: 1,
  schema: z.object({ code: z.string() }),
})
