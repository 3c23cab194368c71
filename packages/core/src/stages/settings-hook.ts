/** Settings that name flows are held against those that there are, before they are in force. */
import { changeSettings } from '../engine/house/index.ts'
import { before, type Hook } from '../engine/hook.ts'
import { settingsCacheToken } from '../engine/settings-cache.ts'
import { FlowsNotSettings } from './errors.ts'
import { bookOf, type FlowBook } from './flow-book.ts'
import { type StagesSettings, stagesSettings } from './settings.ts'

/** @throws FLOWS_NOT_SETTINGS, FLOW_UNKNOWN; PERMISSION_UNKNOWN where a department asks for what nobody declares */
export const guardSettings: Hook = before(changeSettings, async (context, { plugin, set }) => {
  if (plugin !== stagesSettings.name) return
  if (Object.hasOwn(set, 'flows')) throw FlowsNotSettings.create({})
  const now = await context.settings<StagesSettings>(stagesSettings)
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null))
  const wanted = context.resolve(settingsCacheToken).parse(plugin, { ...now, ...given }) as StagesSettings
  for (const { permission } of wanted.departments) if (permission !== null) context.may(permission)
  requireKnownFlows(bookOf(context, wanted), wanted)
})

function requireKnownFlows(book: FlowBook, settings: StagesSettings): void {
  const named = [settings.flowOfItem, settings.flowOfCategory, settings.flowOfKind].flatMap((one) => Object.values(one))
  for (const name of new Set(named)) book.inForce(name)
}
