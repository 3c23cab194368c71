/** The room of the agenda: what is on when, and how much everybody has to do. It only reads. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { AgendaPeriodInvalid } from './errors.ts'
import { upcoming } from './operations/list-upcoming.ts'
import { calendar } from './operations/read-calendar.ts'
import { conflicts } from './operations/read-conflicts.ts'
import { production } from './operations/read-production.ts'
import { freeCapacity } from './operations/read-free-capacity.ts'
import { workload } from './operations/read-workload.ts'
import { type AgendaSettings, agendaSettings } from './settings.ts'

const operations = { calendar, upcoming, workload, freeCapacity, conflicts, production } as const

/** What the desk offers under `agenda`. */
export type AgendaOperations = typeof operations

const calendars = ['agenda.calendar', 'agenda.upcoming']

export const agendaRoom: Plugin<'agenda', AgendaOperations, AgendaSettings> = definePlugin({
  ...agendaSettings,
  version: engineVersion,
  requires: { bookings: '*', resources: '*', claims: '*', orders: '*', production: '*' },
  operations,
  roles: {
    owner: ['*'],
    manager: ['agenda.*'],
    reception: ['agenda.*'],
    cashier: ['agenda.*'],
    accountant: ['agenda.*'],
    photographer: calendars,
    retoucher: ['agenda.production'],
    designer: ['agenda.production'],
    makeupArtist: calendars,
  },
  errors: [AgendaPeriodInvalid],
})
