/** Holidays and make-up workdays are settings: when they change, everybody who decides on a resource decides again. */
import { changeSettings } from '../engine/house/index.ts'
import { after, type Hook } from '../engine/hook.ts'
import { stagesSettings } from '../stages/index.ts'
import { noteChange, resourceBook } from './resource-book.ts'
import { resourcesSettings } from './settings.ts'

const holidaySettings: readonly string[] = ['closedDays', 'openDays']

export const noteHolidays: Hook = after(changeSettings, async (context, { input: { plugin, set } }) => {
  const isAboutHolidays =
    plugin === resourcesSettings.name ||
    (plugin === stagesSettings.name && holidaySettings.some((name) => Object.hasOwn(set, name)))
  if (!isAboutHolidays) return
  const { resources } = await resourceBook(context)
  await noteChange(
    context,
    resources.map(({ id }) => id),
  )
})
