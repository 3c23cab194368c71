/** The rights of the people whose data a studio holds: to get them, and to have them erased. */
import { definePlugin } from '../../plugin.ts'
import { engineVersion } from '../../version.ts'
import { erasePerson, erasingPerson, peopleErasures, personErased } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { personIdentities } from './person-identities.ts'

export const people = definePlugin({
  name: 'people',
  version: engineVersion,
  tables: [peopleErasures],
  operations: { export: exportPerson, erase: erasePerson },
  events: [personErased],
  hookPoints: [erasingPerson],
  registries: [personIdentities],
  roles: { owner: ['*'], manager: ['people.export'] },
})
