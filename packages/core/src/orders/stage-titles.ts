/** How stages are called, for what is told of lines. */
import type { FlowBook } from '../stages/index.ts'

/** The title of a stage of a flow. */
export type TitleOf = (flow: string, stage: string) => { readonly zh: string; readonly en: string }

/** The titles of stages by their flows and names, as the flows in force have them: two flows may call one name differently. */
export function stageTitles(book: FlowBook): TitleOf {
  const ofFlow = new Map(
    book.names.map(
      (name) => [name, new Map(book.inForce(name).stages.map((stage) => [stage.name, stage.title]))] as const,
    ),
  )
  return (flow, stage) => {
    const title = ofFlow.get(flow)?.get(stage)
    if (title !== undefined) return title
    // The line walked another flow then, or a version of its own that had this stage.
    for (const titles of ofFlow.values()) {
      const other = titles.get(stage)
      if (other !== undefined) return other
    }
    return { zh: stage, en: stage }
  }
}
