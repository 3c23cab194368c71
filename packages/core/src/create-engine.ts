/** The door of the library: an engine with the core's rooms, a host's plugins and a store. */
import { agendaRoom } from './agenda/index.ts'
import { bookingsRoom, requireTravelOfHost } from './bookings/index.ts'
import { budgetsRoom } from './budgets/index.ts'
import { calendarsRoom } from './calendars/index.ts'
import { catalogRoom } from './catalog/index.ts'
import { clienteleRoom } from './clientele/index.ts'
import { claimsRoom } from './claims/index.ts'
import { contractsRoom } from './contracts/index.ts'
import { currencyRoom } from './currency/index.ts'
import { customersRoom } from './customers/index.ts'
import { assembleEngine, type EngineOptions } from './engine/assemble.ts'
import type { Engine } from './engine/engine.ts'
import { housePlugins } from './engine/house/index.ts'
import type { Plugin } from './engine/plugin.ts'
import { expensesRoom } from './expenses/index.ts'
import { inventoryRoom } from './inventory/index.ts'
import { leadsRoom } from './leads/index.ts'
import { ledgerRoom } from './ledger/index.ts'
import { notificationsRoom } from './notifications/index.ts'
import { ordersRoom } from './orders/index.ts'
import { payablesRoom } from './payables/index.ts'
import { paymentsRoom } from './payments/index.ts'
import { pickupsRoom } from './pickups/index.ts'
import { pricingRoom } from './pricing/index.ts'
import { procurementRoom } from './procurement/index.ts'
import { productionRoom } from './production/index.ts'
import { receivablesRoom } from './receivables/index.ts'
import { remindersRoom } from './reminders/index.ts'
import { rentalsRoom } from './rentals/index.ts'
import { resourcesRoom } from './resources/index.ts'
import { selectionRoom } from './selection/index.ts'
import { stagesRoom } from './stages/index.ts'
import { statementsRoom } from './statements/index.ts'
import { statisticsRoom } from './statistics/index.ts'
import { stocktakesRoom } from './stocktakes/index.ts'
import { suppliesRoom } from './supplies/index.ts'
import { tillsRoom } from './tills/index.ts'
import { waitlistRoom } from './waitlist/index.ts'

/** What every engine has, before a host adds its own. */
export const coreRooms = [
  ...housePlugins,
  claimsRoom,
  notificationsRoom,
  customersRoom,
  catalogRoom,
  currencyRoom,
  ledgerRoom,
  paymentsRoom,
  tillsRoom,
  receivablesRoom,
  statementsRoom,
  payablesRoom,
  expensesRoom,
  budgetsRoom,
  inventoryRoom,
  stocktakesRoom,
  rentalsRoom,
  procurementRoom,
  pricingRoom,
  stagesRoom,
  resourcesRoom,
  ordersRoom,
  pickupsRoom,
  suppliesRoom,
  leadsRoom,
  clienteleRoom,
  selectionRoom,
  contractsRoom,
  productionRoom,
  bookingsRoom,
  remindersRoom,
  agendaRoom,
  calendarsRoom,
  waitlistRoom,
  statisticsRoom,
] as const

export type CoreRooms = typeof coreRooms

/** An engine with the core's rooms and the plugins `P`; name it where you pass an engine on. */
export type CalotypeEngine<P extends readonly Plugin[] = readonly []> = Engine<readonly [...CoreRooms, ...P]>

/**
 * Creates an engine: loads the plugins, brings the store's schema up to date, and starts the background work.
 *
 * @example
 * const engine = await createEngine({
 *   storage: sqlite({ file: 'studio.db' }),
 *   studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
 * })
 *
 * @throws ENGINE_INVALID, STUDIO_INVALID, SETTINGS_INVALID: an option is missing or malformed
 * @throws PLUGIN_MISSING, PLUGIN_RANGE, PLUGIN_CYCLE, PLUGIN_COLLISION, PLUGIN_INVALID, CAPABILITY_MISSING
 * @throws SCHEMA_TOO_NEW, MIGRATION_REFUSED, SCHEMA_MISSING: the store cannot be shared with this code
 */
export async function createEngine<const P extends readonly Plugin[] = readonly []>(
  options: EngineOptions<P>,
): Promise<CalotypeEngine<P>> {
  requireTravelOfHost(options)
  return (await assembleEngine(options, coreRooms)) as unknown as CalotypeEngine<P>
}
