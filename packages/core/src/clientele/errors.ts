/** What can go wrong with the clientele. */
import { defineError } from '../values/calotype-error.ts'

export const ClassUnknown = defineError<{ code: string; known: readonly string[] }>({
  code: 'CLASS_UNKNOWN',
  status: 404,
  summary: 'The studio has no class of customers with this code.',
  message: ({ code }) => `code must be that of a class, got "${code}".`,
  mend: ({ known }) => `Use one of: ${known.join(', ') || 'none yet; clientele.setRule makes one'}.`,
})
