/** The room of claims: what is promised to whom for when, in one table with one rule. It offers nothing by itself: rooms above claim through it. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { claims, claimsVersions } from './tables.ts'

export const claimsRoom: Plugin<'claims'> = definePlugin({
  name: 'claims',
  version: engineVersion,
  tables: [claims, claimsVersions],
})
