// Metrics tell nothing of anybody, and there are not more of them however much is made up.

// As many as protocols, methods and statuses together can be, with room.
const MOST_LINES = 700

export function faultsOfMetrics(text: string): string[] {
  const lines = text.split('\n').length
  return [
    ...(/canary/i.test(text) ? ['metrics with something of a request'] : []),
    ...(/[^\n -~]/.test(text) ? ['metrics with something else than ASCII'] : []),
    ...(lines > MOST_LINES ? [`${lines} lines of metrics`] : []),
  ]
}
