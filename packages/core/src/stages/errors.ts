/** What can go wrong with flows and stages. */
import { defineError } from '../values/calotype-error.ts'

export const FlowInvalid = defineError<{ flow: string; stage: string | null; rule: string }>({
  code: 'FLOW_INVALID',
  status: 422,
  summary: 'A flow breaks a rule: a stage cannot be reached, is a dead end, or belongs to nobody.',
  message: ({ flow, stage, rule }) =>
    stage === null ? `Flow "${flow}" ${rule}.` : `Stage "${stage}" of flow "${flow}" ${rule}.`,
  mend: 'Mend the flow; stages.checkFlow names every rule that it breaks. Nothing was saved.',
})

export const FlowUnknown = defineError<{ flow: string; known: readonly string[] }>({
  code: 'FLOW_UNKNOWN',
  status: 404,
  summary: 'A flow was named that neither a plugin nor the studio has.',
  message: ({ flow }) => `There is no flow "${flow}".`,
  mend: ({ known }) => `Flows: ${known.join(', ')}. Save one with stages.saveFlow, or load the plugin that brings it.`,
})

export const DepartmentUnknown = defineError<{ department: string; known: readonly string[] }>({
  code: 'DEPARTMENT_UNKNOWN',
  status: 404,
  summary: 'A department was named that neither a plugin nor the studio has.',
  message: ({ department }) => `There is no department "${department}".`,
  mend: ({ known }) =>
    `Departments: ${known.join(', ')}. Add one in the settings of stages (departments), or by a plugin.`,
})

export const FlowVersionUnknown = defineError<{ flow: string; version: string }>({
  code: 'FLOW_VERSION_UNKNOWN',
  status: 409,
  summary: 'Lines walk a version of a flow that is no longer there.',
  message: ({ flow, version }) => `There is no version ${version} of flow "${flow}".`,
  mend: 'Load the plugin that registered this version, or move its lines over with orders.changeFlow.',
})

export const FlowUnchanged = defineError<{ flow: string; version: string }>({
  code: 'FLOW_UNCHANGED',
  status: 409,
  summary: 'A flow was saved as it stands already, or given back although the studio has none of its own.',
  message: ({ flow, version }) => `Flow "${flow}" stands so already, as version ${version}.`,
  mend: 'Nothing is to be done.',
})

export const FlowChanged = defineError<{ flow: string; expected: string; actual: string }>({
  code: 'FLOW_CHANGED',
  status: 409,
  summary: 'A flow was changed by somebody else since the caller read it.',
  message: ({ flow, expected, actual }) =>
    `Flow "${flow}" is at version ${actual}; the change was made for version ${expected}.`,
  mend: 'Read it again (stages.flow), look at what changed, and repeat with its version.',
})

export const StageUnknown = defineError<{ flow: string; version: string; stage: string; known: readonly string[] }>({
  code: 'STAGE_UNKNOWN',
  status: 422,
  summary: 'A stage was named that a flow does not have.',
  message: ({ flow, version, stage }) => `Flow "${flow}" (version ${version}) has no stage "${stage}".`,
  mend: ({ known }) => `Its stages: ${known.join(', ')}.`,
})

export const StageMoveRefused = defineError<{
  flow: string
  from: string
  to: string
  rule: string
  allowed: readonly string[]
}>({
  code: 'STAGE_MOVE_REFUSED',
  status: 409,
  summary: 'A line was to go to a stage that its flow does not lead to.',
  message: ({ flow, from, to, rule }) =>
    `A line of flow "${flow}" in stage "${from}" cannot go to "${to}": it ${rule}.`,
  mend: ({ allowed }) => `From there a line may go to: ${allowed.join(', ') || 'nothing'}.`,
})

export const ChecksOpen = defineError<{
  stage: string
  check: string
  rule: string
  /** The checks that the stage asks for. */
  asked: readonly string[]
  /** The results of which it takes one. */
  results: readonly string[]
}>({
  code: 'CHECKS_OPEN',
  status: 422,
  summary: 'A stage was to be entered without what it asks for.',
  message: ({ stage, check, rule }) => `${check} of stage "${stage}" ${rule}.`,
  mend: ({ asked, results }) =>
    `In the same call pass checks, with an answer by the name of each (asked for: ${asked.join(', ') || 'none'}), and as result one of the results of the stage (${results.join(', ') || 'it has none'}). stages.flow says what each check takes.`,
})

export const CalendarClosed = defineError<{ date: string; days: number }>({
  code: 'CALENDAR_CLOSED',
  status: 409,
  summary: 'No business day was found: the calendar is closed for years.',
  message: ({ date, days }) => `There is no business day within ${days} days of ${date}.`,
  mend: 'Look at closedWeekdays and closedDays in the settings of the stages, and at the holiday calendar of the host.',
})

export const FlowsNotSettings = defineError<Record<never, never>>({
  code: 'FLOWS_NOT_SETTINGS',
  status: 422,
  summary: "A studio's flows were to be changed as settings, which would leave no version of them.",
  message: () => 'The flows of a studio are not changed by settings.change.',
  mend: 'Use stages.saveFlow and stages.withdrawFlow: they keep every version, by which lines go on.',
})
