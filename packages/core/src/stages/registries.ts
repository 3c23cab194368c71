/** Where plugins add flows and departments of their own. */
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { FlowData, FlowDefinition, Department, DepartmentDefinition } from './flow-definition.ts'
import { departmentSchema, flowSchema } from './flow-definition.ts'
import { requireSound } from './check-flow.ts'
import { FlowInvalid } from './errors.ts'

/** A flow as code brings it: lines keep the version that they began with, so an old version stays as long as lines walk it. */
export interface RegisteredFlow {
  readonly version: number
  readonly data: FlowData
}

/**
 * Makes an entry of {@link stageFlows}; give every changed flow the next version, and leave the entry before beside it.
 *
 * @throws FLOW_INVALID
 */
export function defineFlow(definition: FlowDefinition & { readonly version: number }): RegisteredFlow {
  const { version, ...rest } = definition
  if (!Number.isSafeInteger(version) || version < 1) {
    const rule = `must have a whole number of 1 or more as its version, got ${version}`
    throw FlowInvalid.create({ flow: textOr(rest.name, 'without a name'), stage: null, rule })
  }
  return { version, data: readFlowData(rest) }
}

/** @throws FLOW_INVALID where the shape is wrong; whether the flow is sound is asked when the engine starts or it is saved. */
export function readFlowData(definition: FlowDefinition): FlowData {
  const parsed = flowSchema.safeParse(definition)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const [, place] = issue?.path ?? []
  const stage = typeof place === 'number' ? textOr(definition.stages[place]?.name, null) : null
  const rule = `has something wrong at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'it is invalid'}`
  throw FlowInvalid.create({ flow: textOr(definition.name, 'without a name'), stage, rule })
}

/** A name in a definition that may be anything, where it is one. */
const textOr = <Otherwise>(name: unknown, otherwise: Otherwise): string | Otherwise =>
  typeof name === 'string' ? name : otherwise

export const stageDepartments: Registry<Department> = defineRegistry<Department>(
  'stages.departments',
  ({ name }) => name,
)

/** Makes an entry of {@link stageDepartments}. */
export function defineDepartment(definition: DepartmentDefinition): Department {
  return departmentSchema.parse(definition)
}

export const stageFlows: Registry<RegisteredFlow> = defineRegistry<RegisteredFlow>(
  'stages.flows',
  ({ version, data }) => `${data.name} ${version}`,
  (flows, entriesOf) => {
    const departments = new Set(entriesOf(stageDepartments).map(({ name }) => name))
    for (const { data } of flows) requireSound(data, departments)
  },
)
