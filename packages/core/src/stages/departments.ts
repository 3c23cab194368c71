/** The departments of the house, and who may bring lines to their stages. */
import { type Department, departmentSchema } from './flow-definition.ts'

const departments: readonly (readonly [name: string, en: string, zh: string])[] = [
  ['store', 'Store', '门市'],
  ['reception', 'Reception', '客服'],
  ['makeUp', 'Make-up and dress', '化妆礼服'],
  ['photography', 'Photography', '摄影'],
  ['postProduction', 'Post-production', '数码'],
  ['selection', 'Selection', '选片'],
  ['design', 'Design', '设计'],
  ['logistics', 'Logistics', '物流'],
  ['lab', 'Outside lab', '外协厂'],
  ['pickup', 'Pickup', '取件'],
]

/** The permission to bring lines to the stages of a department of the house. */
const permissionOf = (department: string): string => `stages.${department}`

export const houseDepartments: readonly Department[] = departments.map(([name, en, zh]) =>
  departmentSchema.parse({ name, title: { en, zh }, permission: permissionOf(name) }),
)

export const departmentPermissions: readonly string[] = departments.map(([name]) => permissionOf(name))
