/** By which time zone data the instants of bookings are reckoned. */
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { runtimeZoneRules, type ZoneRules } from '../values/zone-rules.ts'

/** That of the runtime unless the host provides another edition; working time always follows the runtime. */
export const zoneRulesToken: Token<ZoneRules> = token<ZoneRules>('calotype.bookings.zone-rules')

export const zoneRulesOfRuntime: Provision = provide(zoneRulesToken, { useValue: runtimeZoneRules })
