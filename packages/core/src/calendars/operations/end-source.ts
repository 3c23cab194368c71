/** A calendar of somebody else makes nobody busy any more. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ResourceUnknown } from '../../resources/index.ts'
import { CalendarSourceUnknown } from '../errors.ts'
import { endSourceFor, holdSource, zoneOfResource } from '../hold-source.ts'
import { type CalendarSource, presentSource, sourceOutput } from '../present-source.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({ sourceId: idText })

export interface EndSource extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, EndSource> = schema

const errors = [CalendarSourceUnknown, ResourceUnknown] as const

export const endSource: Operation<'command', EndSource, CalendarSource, (typeof errors)[number]> = operation({
  name: 'calendars.endSource',
  summary: 'Ends a calendar of somebody else: what was busy by it is free, its titles and address go.',
  kind: 'command',
  input,
  output: sourceOutput,
  errors,
  async run(context, { sourceId }) {
    const { source, resource } = await holdSource(context, sourceId, 'calendars.endSource')
    const ended = await endSourceFor(context, source)
    return presentSource(ended, undefined, zoneOfResource(context, resource), context.now)
  },
})
