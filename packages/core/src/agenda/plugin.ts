/** The room of the agenda: what is on when, and how much everybody has to do. It only reads. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { AgendaPeriodInvalid } from './errors.ts'
import { upcoming } from './operations/list-upcoming.ts'
import { calendar } from './operations/read-calendar.ts'
import { workload } from './operations/read-workload.ts'

const operations = { calendar, upcoming, workload } as const

/** What the desk offers under `agenda`. */
export type AgendaOperations = typeof operations

const calendars = ['agenda.calendar', 'agenda.upcoming']

export const agendaRoom: Plugin<'agenda', AgendaOperations> = definePlugin({
  name: 'agenda',
  version: engineVersion,
  requires: { bookings: '*', resources: '*', claims: '*' },
  operations,
  roles: {
    owner: ['*'],
    manager: ['agenda.*'],
    reception: ['agenda.*'],
    cashier: ['agenda.*'],
    accountant: ['agenda.*'],
    photographer: calendars,
    makeupArtist: calendars,
  },
  errors: [AgendaPeriodInvalid],
})
